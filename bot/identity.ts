import { z } from 'zod'

/** Where a talk can happen. `web` is the try-it page, `console` the terminal. */
export const Platform = z.enum(['teams', 'slack', 'web', 'console'])
export type Platform = z.infer<typeof Platform>

/** The platform's own tenant or workspace (Slack: enterprise id where there is one, else team id), as the platform writes it. */
export const TenantId = z.string().min(1).max(200).brand('TenantId')
export type TenantId = z.infer<typeof TenantId>

/** Keyed hash of platform, tenant and the platform's stable user id: a leaked table names nobody. */
export const PersonId = z.string().min(1).max(100).brand('PersonId')
export type PersonId = z.infer<typeof PersonId>

/** Keyed hash of platform, tenant and channel, group or 1:1 chat (a thread belongs to its channel). */
export const PlaceId = z.string().min(1).max(100).brand('PlaceId')
export type PlaceId = z.infer<typeof PlaceId>

export const OrganisationId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,60}$/, 'small letters, digits and hyphens')
  .brand('OrganisationId')
export type OrganisationId = z.infer<typeof OrganisationId>

export const Role = z.enum(['responders', 'comms', 'admin'])
export type Role = z.infer<typeof Role>

/**
 * Where a message can be sent. The core stores and compares it and never looks inside `address`:
 * only the adapter that made it can read it. At rest it lies only inside sealed values.
 */
export const Destination = z.object({
  platform: Platform,
  tenant: TenantId,
  scope: z.enum(['channel', 'person']),
  /** The person or the place whose message it is: buttons drawn for it work for nobody and nowhere else. */
  owner: z.union([PersonId, PlaceId]),
  address: z.string()
})
export type Destination = z.infer<typeof Destination>
