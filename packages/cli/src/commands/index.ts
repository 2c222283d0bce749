import type { Command } from '../framework/command.ts'

/** Every command. Each is loaded when it is called or explained, so that none waits for the others. */
export const commands: Readonly<Record<string, () => Promise<{ default: Command }>>> = {
  dev: () => import('./dev.ts'),
  serve: () => import('./serve.ts'),
  migrate: () => import('./migrate.ts'),
  'environments list': () => import('./environments-list.ts'),
  'environments create': () => import('./environments-create.ts'),
  'environments delete': () => import('./environments-delete.ts'),
  'events follow': () => import('./events-follow.ts'),
  trigger: () => import('./trigger.ts'),
  doctor: () => import('./doctor.ts'),
  openapi: () => import('./openapi.ts'),
}
