import { createTransport } from 'nodemailer'
import type { Mail } from '../../bot/ports.ts'
import { isLoopback } from '../../bot/settings.ts'
import { readRefusal } from './refusal.ts'

/** A mail server that does not answer must not hold up the next case. */
const CONNECT_MS = 5_000
const ANSWER_MS = 10_000

/**
 * Sends by SMTP (`SMTP_URL`), from one address (`SMTP_FROM`). One attempt a call. Without TLS only to this machine:
 * elsewhere a server that offers no STARTTLS is refused.
 */
export function createMail(url: string, from: string): Mail {
  const { protocol, hostname, port, username, password } = new URL(url)
  const user = decodeURIComponent(username)
  const host = hostname.replace(/^\[|\]$/g, '')
  const transport = createTransport({
    host,
    ...(port === '' ? {} : { port: Number(port) }),
    secure: protocol === 'smtps:',
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(password) } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
    requireTLS: protocol === 'smtp:' && !isLoopback(hostname),
    // Nothing that we send is a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true
  })
  return {
    async send({ id, to, subject, text }) {
      try {
        await transport.sendMail({
          from,
          to,
          subject,
          text,
          // The same id each time, so that a mailbox shows a second copy as one.
          messageId: `<${id}@heads-up.invalid>`,
          headers: { 'Auto-Submitted': 'auto-generated' }
        })
        return { is: 'sent' }
      } catch (error) {
        return readRefusal(error)
      }
    }
  }
}
