import { describe, expect, it } from 'vitest'
import { hostname, isForeignRead, isFromThisMachine, isKnownHost, isOwnPost, portOf } from './provenance.ts'

describe('hostname', () => {
  it.each([
    ['localhost:4100', 'localhost'],
    ['LOCALHOST', 'localhost'],
    ['[::1]:4100', '[::1]'],
    ['::1', undefined],
    ['localhost:4100@evil.example', undefined],
    ['localhost/evil', undefined],
    ['a b', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads %j as %j', (host, name) => expect(hostname(host)).toBe(name))
})

describe('isFromThisMachine', () => {
  it.each([
    ['127.0.0.1', {}, true],
    ['127.8.9.1', {}, true],
    ['::1', {}, true],
    ['::ffff:127.0.0.1', {}, true],
    ['10.0.0.1', {}, false],
    ['::ffff:10.0.0.1', {}, false],
    ['0.0.0.0', {}, false],
    [undefined, {}, false],
    ['127.0.0.1', { forwarded: 'for=10.0.0.1' }, false],
    ['127.0.0.1', { via: '1.1 tunnel' }, false],
  ])('says of %j with %j: %j', (address, headers, expected) =>
    expect(isFromThisMachine(address, headers)).toBe(expected),
  )
})

describe('isKnownHost', () => {
  it.each([
    ['localhost:4100', true],
    ['127.0.0.1:4100', true],
    ['[::1]', true],
    ['portico.test', true],
    ['evil.example:4100', false],
    ['127.0.0.1.evil.example', false],
    [undefined, false],
  ])('says of %j: %j', (host, expected) =>
    expect(isKnownHost(host, { publicUrl: 'http://portico.test:4100' })).toBe(expected),
  )
})

describe('isForeignRead', () => {
  it.each([
    [{}, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{ 'sec-fetch-site': 'same-origin' }, false],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }, false],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }, true],
    [{ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }, true],
  ])('says of %j: %j', (headers, expected) => expect(isForeignRead(headers)).toBe(expected))
})

describe('isOwnPost', () => {
  const host = 'localhost:4100'
  it.each([
    [{ host, origin: 'http://localhost:4100' }, true],
    [{ host, origin: 'http://localhost:4100', 'sec-fetch-site': 'same-origin' }, true],
    [{ host, origin: 'http://localhost:4100', 'sec-fetch-site': 'same-site' }, false],
    [{ host, origin: 'http://localhost:4200' }, false],
    [{ host, origin: 'null' }, false],
    [{ host }, false],
    [{ origin: 'http://localhost:4100' }, false],
  ])('says of %j: %j', (headers, expected) => expect(isOwnPost(headers)).toBe(expected))
})

describe('portOf', () => {
  it.each([
    ['localhost:4100', ':4100'],
    ['[::1]:80', ':80'],
    ['localhost', ''],
    [undefined, ''],
  ])('reads %j as %j', (host, port) => expect(portOf(host)).toBe(port))
})
