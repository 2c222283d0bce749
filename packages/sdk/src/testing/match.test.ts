import { describe, expect, it } from 'vitest'
import { routes } from '../generated/routes.ts'
import { matchRoute } from './match.ts'

describe('the operation of a request', () => {
  it.each(Object.entries(routes))('%s is told from all others', (operation, { method, path }) => {
    const match = matchRoute(method, path.replace(/\{\w+\}/g, 'id%2F1'))
    expect(match?.operation).toBe(operation)
    expect(match?.pathParameters.every((parameter) => parameter === 'id/1')).toBe(true)
  })

  it('is none where the method is another, a segment is missing or one is empty', () => {
    expect(matchRoute('PATCH', '/organizations/org_1')).toBeUndefined()
    expect(matchRoute('GET', '/organizations/org_1/')).toBeUndefined()
    expect(matchRoute('GET', '/organizations/')).toBeUndefined()
    expect(matchRoute('GET', '/constructor')).toBeUndefined()
  })

  it('is found where a parameter cannot be decoded, which is then as it came', () => {
    expect(matchRoute('GET', '/organizations/%zz')?.pathParameters).toEqual(['%zz'])
  })
})
