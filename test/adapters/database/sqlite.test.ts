import { storeContract } from '../../contracts/store.ts'
import { sqliteGround } from '../../support/store-ground.ts'

storeContract('SQLite', sqliteGround)
