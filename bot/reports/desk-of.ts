import type { KeptReport } from './ports.ts'
import type { ReportParts } from './report-parts.ts'

/** Where an organisation hands cases on, and with what it is signed; undefined: not set up. */
export function deskOf({ library, webhook }: ReportParts, { organisation }: KeptReport) {
  const url = library.organisations.get(organisation)?.handOff?.webhook
  return url === undefined || webhook === undefined ? undefined : { url, webhook }
}
