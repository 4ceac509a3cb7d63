import { Client, type ClientConfig } from 'pg'

/** A client whose messages of one turn leave together: a system call for each costs more than what it says. */
export class BatchingClient extends Client {
  #isHeld = false
  #isStandby = false

  constructor(config?: ClientConfig) {
    super(config)
    this.connection.on('parameterStatus', ({ parameterName, parameterValue }: ParameterStatus) => {
      if (parameterName === 'in_hot_standby') this.#isStandby = parameterValue === 'on'
    })
  }

  /** The server says, when a connection begins and when it is promoted, whether it only follows another. A pooler may keep that. */
  get isStandby(): boolean {
    return this.#isStandby
  }

  /** Holds back what is sent until this turn ends. */
  hold(): void {
    if (this.#isHeld) return
    this.#isHeld = true
    // Under TLS it is another than the connection began with.
    const { stream } = this.connection
    stream.cork()
    process.nextTick(() => {
      this.#isHeld = false
      stream.uncork()
    })
  }
}

/** https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-ASYNC */
interface ParameterStatus {
  readonly parameterName: string
  readonly parameterValue: string
}
