/**
 * Works on the Todo app and what it is made of: compiles on every change, starts the API again when it did, serves the pages with
 * hot reload. Ends all three together, so that none stays behind on its port.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import process from 'node:process'

const running: readonly ChildProcess[] = [
  start('npx', ['tsc', '-b', '--watch', '--preserveWatchOutput']),
  start('node', ['--watch', '--watch-preserve-output', 'apps/todo/api/dist/main.js']),
  start('npm', ['run', 'dev', '--workspace', '@rollcall/todo-web']),
]

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
for (const child of running) child.on('exit', stop)

/** In a process group of its own: npm and npx do not hand signals on to what they started. */
function start(command: string, options: readonly string[]): ChildProcess {
  return spawn(command, options, { stdio: ['ignore', 'inherit', 'inherit'], detached: true })
}

function stop(): void {
  for (const { pid, exitCode, signalCode } of running) {
    if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGTERM')
  }
}
