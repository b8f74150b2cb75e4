import { storeContract } from '../../contracts/store.ts'
import { postgresGround } from '../../support/store-ground.ts'

storeContract('PostgreSQL', postgresGround)
