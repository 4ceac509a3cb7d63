import { expect, test } from 'vitest'
import { databaseName, hasPassword, isPostgresUrl } from './database-name.js'

test.each([
  ['app.db', 'app.db'],
  ['/var/lib/postgres:app.db', '/var/lib/postgres:app.db'],
  ['postgres://ada:s3cret@db.example:5433/app?sslmode=require', 'postgresql://db.example:5433/app'],
  ['PostgreSQL://db.example/app', 'postgresql://db.example/app'],
  ['postgresql:///app?host=/run/postgresql&password=s3cret', 'postgresql:///run/postgresql/app'],
  ['postgres://ada:s3cret@[::1]/app', 'postgresql://[::1]/app'],
  ['postgres://ada:s3/cret@db.example/app', 'PostgreSQL'],
  ['postgres://ada:123/secret@db.example/app', 'PostgreSQL'],
  ['postgres://ada:123?secret@db.example/app', 'PostgreSQL'],
  ['postgres://ada:123#secret@db.example/app', 'PostgreSQL'],
  ['postgres:/ada:s3cret@db.example/app', 'PostgreSQL'],
  ['postgres:ada:s3cret@db.example/app', 'PostgreSQL'],
])('%s is shown as %s', (database, name) => {
  expect(databaseName(database)).toBe(name)
})

test('what begins like a URL of PostgreSQL is one', () => {
  expect(['postgres://a', 'postgresql://a', 'POSTGRES://a'].every(isPostgresUrl)).toBe(true)
  expect(['app.db', './postgres', ':memory:', 'mysql://a'].some(isPostgresUrl)).toBe(false)
})

test('a password is seen wherever a URL may have it', () => {
  expect(['postgres://a:b@c/d', 'postgres://c/d?password=b', 'postgres://a:1/b@c/d'].every(hasPassword)).toBe(true)
  expect(['postgres://a@c/d', 'postgres://c/d', 'a:b@c.db'].some(hasPassword)).toBe(false)
})
