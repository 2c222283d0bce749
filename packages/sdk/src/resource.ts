import type { Core } from './core.ts'

/** The operations of one service. */
export abstract class Resource {
  protected readonly client: Core

  constructor(client: Core) {
    this.client = client
  }
}
