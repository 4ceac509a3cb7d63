import { expect, test } from 'vitest'
import { safeDestination } from './safe-destination.js'

test.each([
  [undefined, '/'],
  ['/organisation?show=late', '/organisation?show=late'],
  ['profile', '/profile'],
  ['https://todo.example/profile', '/profile'],
  ['https://evil.example/', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['https://todo.example//evil.example', '/'],
  ['/sign-in?to=/', '/'],
  ['http://[', '/'],
])('%j leads to %j', (to, destination) => {
  expect(safeDestination(to, 'https://todo.example')).toBe(destination)
})
