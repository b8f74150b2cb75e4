import type { Delivery } from '../outbox/delivery.ts'
import { wayOf } from './notices.ts'
import type { ReportParts } from './report-parts.ts'

/**
 * Whether a line to a reporter is still wanted. It may have waited for minutes, in which they took the report back or chose
 * to come back by receipt only: then nothing more reaches their chat. Throws `STORE_AWAY`.
 */
export function createWanted(
  parts: Pick<ReportParts, 'store' | 'sealer' | 'log'>
): (delivery: Delivery) => Promise<boolean> {
  return async ({ ofReport }) => {
    if (ofReport === undefined) return true
    const report = await parts.store.reports.find(ofReport.id)
    if (report === undefined || report.state === 'back') return false
    // Its last line is on its way too, and says the same.
    if (report.state === 'closed') return ofReport.last
    const way = await wayOf(parts, report)
    return way === undefined || !('receipt' in way)
  }
}
