import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { createMail } from '../../../adapters/mail/mail.ts'
import { readRefusal } from '../../../adapters/mail/refusal.ts'

const message = {
  id: 'r4nd0m',
  to: 'on-call@example.org',
  subject: 'A report waits: amber heron',
  text: 'Nobody has taken it yet.\nOpen your channel.'
}

let closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing) await close()
  closing = []
})

/** A real SMTP server on loopback. Gives its address, and what it took. */
async function startServer(options: SMTPServerOptions = {}) {
  const took: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let text = ''
      stream.on('data', (part: Buffer) => (text += part.toString()))
      stream.on('end', () => {
        took.push(text)
        done()
      })
    },
    ...options
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, took }
}

const from = 'heads-up@example.org'

describe('telling on-call by e-mail', () => {
  it('arrives with its words, and says that a machine wrote it', async () => {
    const { url, took } = await startServer()
    expect(await createMail(url, from).send(message)).toEqual({ is: 'sent' })
    const [mail = ''] = took
    expect(mail).toContain('Subject: A report waits: amber heron')
    expect(mail).toContain('To: on-call@example.org')
    expect(mail).toContain('From: heads-up@example.org')
    expect(mail).toContain('Nobody has taken it yet.')
    expect(mail).toContain('Auto-Submitted: auto-generated')
  })

  it('has the same id at each attempt, so that a mailbox shows a second copy as one', async () => {
    const { url, took } = await startServer()
    const mail = createMail(url, from)
    await mail.send(message)
    await mail.send(message)
    const ids = took.map((text) => /^Message-ID: (.*)$/im.exec(text)?.[1])
    expect(ids).toEqual([ids[0], ids[0]])
    expect(ids[0]).toContain('r4nd0m')
  })

  it('puts nothing into the head of a mail that a subject brings along', async () => {
    const { url, took } = await startServer()
    await createMail(url, from).send({ ...message, subject: 'one\r\nBcc: all@example.org' })
    const head = took[0]?.split('\r\n\r\n')[0] ?? ''
    expect(head).not.toMatch(/^Bcc:/im)
  })

  it('signs in where the address says so', async () => {
    let signedIn = ''
    const { url } = await startServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth(auth, _session, done) {
        signedIn = `${auth.username}/${auth.password}`
        done(null, { user: auth.username })
      }
    })
    const outcome = await createMail(url.replace('//', '//desk:p%40ss@'), from).send(message)
    expect(outcome).toEqual({ is: 'sent' })
    expect(signedIn).toBe('desk/p@ss')
  })

  it('says away for a server that is not there, and for one that is busy', async () => {
    expect(await createMail('smtp://127.0.0.1:9', from).send(message)).toMatchObject({ is: 'away' })
    const busy = Object.assign(new Error('later'), { responseCode: 451 })
    const { url } = await startServer({ onRcptTo: (_address, _session, done) => done(busy) })
    expect(await createMail(url, from).send(message)).toEqual({ is: 'away', why: 'smtp-451' })
  })

  it('says failed for an address that is refused, without naming it', async () => {
    const refused = Object.assign(new Error('nobody on-call@example.org'), { responseCode: 550 })
    const { url } = await startServer({ onRcptTo: (_address, _session, done) => done(refused) })
    expect(await createMail(url, from).send(message)).toEqual({ is: 'failed', why: 'smtp-550' })
  })
})

it.each([
  ['the line broke after the words had gone', { code: 'ESOCKET', command: 'DATA' }, 'unknown'],
  ['the line broke before', { code: 'ESOCKET', command: 'CONN' }, 'away'],
  [
    'a certificate that nobody trusts',
    { code: 'SELF_SIGNED_CERT_IN_CHAIN', command: 'CONN' },
    'away'
  ]
])('%s: %j is %s', (_what, error, is) => {
  expect(readRefusal(error)).toMatchObject({ is })
})
