/** Microsoft's renderer, served from its package: ../assets.ts. */
export * as renderer from 'adaptivecards'
