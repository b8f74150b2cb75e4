import type { FormHandlers } from '../form-handler.ts'
import { createByReceipt } from './by-receipt.ts'
import { createCase, createTake } from './case.ts'
import { createCases } from './cases.ts'
import { createHandOn } from './hand-on.ts'
import { createMonth } from './month.ts'
import { createRead, createTakeBack } from './read.ts'
import { createReplyToReporter } from './reply-to-reporter.ts'
import type { ReportParts } from './report-parts.ts'
import { createDecline, createSay } from './say.ts'
import { createTell } from './tell.ts'

/** Every window about reports, by the action of the press that opens it. */
export function reportForms(parts: ReportParts): FormHandlers {
  return new Map([
    ['tell', createTell(parts)],
    ['read', createRead(parts)],
    ['read-answer', createSay(parts, 'answer')],
    ['read-decline', createDecline(parts)],
    ['read-add', createSay(parts, 'add')],
    ['read-back', createTakeBack(parts)],
    ['receipt', createByReceipt(parts)],
    ['case', createCase(parts)],
    ['case-take', createTake(parts)],
    ['case-ask', createReplyToReporter(parts, 'ask')],
    ['case-hand-on', createHandOn(parts)],
    ['case-close', createReplyToReporter(parts, 'close')],
    ['cases', createCases(parts)],
    ['month', createMonth(parts)],
    ['month-send', createMonth(parts)]
  ])
}
