export * from './rollcall.js'
