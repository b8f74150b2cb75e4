import { describe, expect, it } from '@jest/globals'
import { isResponseUrl } from '../../../adapters/slack/respond.ts'

const slack = 'https://slack.com/api/'
const government = 'https://slack-gov.com/api/'
const loopback = 'http://127.0.0.1:4000/api/'

describe('the address to answer a command at', () => {
  it.each([
    ['https://hooks.slack.com/commands/T0/1/abc', slack],
    ['https://hooks.slack.com/actions/T0/1/abc', slack],
    ['https://hooks.slack-gov.com/commands/T0/1/abc', government],
    ['http://127.0.0.1:4000/response/1', loopback]
  ])('%s is Slack’s own, for %s', (url, api) => {
    expect(isResponseUrl(url, api)).toBe(true)
  })

  it.each([
    ['http://hooks.slack.com/commands/1', slack],
    ['https://hooks.slack.com.evil.example/1', slack],
    ['https://evil.example/hooks.slack.com', slack],
    ['https://evilslack.com/1', slack],
    ['https://hooks.slack.com@evil.example/1', slack],
    ['https://user:pass@hooks.slack.com/1', slack],
    ['https://hooks.slack.com:8443/1', slack],
    ['http://127.0.0.1:4000/response/1', slack],
    ['https://hooks.slack.com/commands/1', government],
    ['https://hooks.slack.com/commands/1', loopback],
    ['http://127.0.0.1:4001/response/1', loopback],
    ['file:///etc/passwd', slack],
    ['', slack]
  ])('%s is not, for %s', (url, api) => {
    expect(isResponseUrl(url, api)).toBe(false)
  })
})
