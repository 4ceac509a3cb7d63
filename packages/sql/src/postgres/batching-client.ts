import { Socket } from 'node:net'
import { Client, type ClientConfig } from 'pg'

/** A client whose messages of one turn leave together: a system call for each costs more than what it says. */
export class BatchingClient extends Client {
  readonly #socket: Socket
  #isHeld = false

  constructor(config?: ClientConfig) {
    const socket = new Socket()
    super({ ...config, stream: () => socket })
    this.#socket = socket
  }

  /** Holds back what is sent until this turn ends. */
  hold(): void {
    if (this.#isHeld) return
    this.#isHeld = true
    this.#socket.cork()
    process.nextTick(() => {
      this.#isHeld = false
      this.#socket.uncork()
    })
  }
}
