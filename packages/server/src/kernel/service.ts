import type { FastifyInstance } from 'fastify'
import type { Implementation } from './http/implement.ts'
import type { Job } from './jobs.ts'
import type { Kernel } from './kernel.ts'

/** A part of the product: what it serves, keeps and does by itself. */
export type Service = {
  name: string
  operations?: readonly Implementation[]
  /** The folder of its migrations, with a trailing slash. */
  migrations?: URL
  jobs?(kernel: Kernel): readonly Job[]
  /** Pages and streams that are not operations of the contract. */
  routes?(app: FastifyInstance, kernel: Kernel): void
  /** Work that goes on while the server runs; `stop` lets it finish. */
  start?(kernel: Kernel): Promise<{ stop(): Promise<void> }>
}
