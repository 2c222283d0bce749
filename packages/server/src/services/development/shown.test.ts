import { operations } from '@portico/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWorthShowing, shownPath } from './shown.ts'

describe('shownPath', () => {
  it('shows identifiers', () => {
    const path = '/organizations/org_01KA9Z3V8Q4M7T2R5W6X0Y1B3C'
    expect(shownPath(path, 'organizations.getOrganization')).toBe(path)
  })

  it('shows the name of a parameter instead of what could be a token', () => {
    expect(
      shownPath(
        '/user_management/invitations/by_token/Z1uX3RbwcIl5fIGJJJCXXisdI',
        'userManagement.findInvitationByToken',
      ),
    ).toBe('/user_management/invitations/by_token/{token}')
    expect(shownPath('/organizations/external_id/4711', 'organizations.getOrganizationByExternalId')).toBe(
      '/organizations/external_id/{external_id}',
    )
  })

  it('shows plain words only where no operation is known', () => {
    expect(shownPath('/scim/v2.0/Users', 'page')).toBe('/scim/…/Users')
    expect(shownPath('/reset/x8Jf0', 'page')).toBe('/reset/…')
    expect(shownPath('/sso/jwks/client_01KA9Z3V8Q4M7T2R5W6X0Y1B3C', 'page')).toBe(
      '/sso/jwks/client_01KA9Z3V8Q4M7T2R5W6X0Y1B3C',
    )
  })

  it('lets no secret through, whatever the operation and wherever it stands', () => {
    const secret = fc
      .string({ minLength: 12, maxLength: 60, unit: fc.constantFrom(...'abcXYZ0123456789_-%.') })
      .filter((text) => /\d/.test(text))
    fc.assert(
      fc.property(fc.constantFrom(...operations), secret, (operation, text) => {
        const path = operation.path.replaceAll(/\{[^}]+\}/g, text)
        if (path !== operation.path) expect(shownPath(path, operation.id)).not.toContain(text)
        expect(shownPath(`/some/${text}/where`, 'page')).not.toContain(text)
      }),
    )
  })
})

describe('isWorthShowing', () => {
  const request = {
    at: new Date(),
    requestId: 'r',
    environmentId: undefined,
    method: 'GET',
    status: 200,
    durationMs: 1,
  }

  it.each([
    '/',
    '/dev/activity',
    '/dev',
    '/assets/a.css',
    '/reference',
    '/reference/sso',
    '/openapi.json',
    '/health',
    '/metrics',
  ])('leaves out %s', (path) => expect(isWorthShowing({ ...request, operation: 'page', path })).toBe(false))

  it.each([
    ['page', '/devices'],
    ['page', '/unknown'],
    ['organizations.listOrganizations', '/organizations'],
  ])('shows %s %s', (operation, path) => expect(isWorthShowing({ ...request, operation, path })).toBe(true))
})
