import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory
} from 'botbuilder'
import { MicrosoftAppCredentials } from 'botframework-connector'
import restify from 'restify'

/** The floor: the framework's own echo bot, tokens checked, nothing kept, nothing understood. */
const env = process.env
const config = {
  MicrosoftAppId: env['MicrosoftAppId'],
  MicrosoftAppPassword: env['MicrosoftAppPassword'],
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: env['MicrosoftAppTenantId'],
  ToChannelFromBotLoginUrl: env['ToChannelFromBotLoginUrl'],
  ToChannelFromBotOAuthScope: env['ToChannelFromBotOAuthScope'],
  ToBotFromChannelTokenIssuer: env['ToBotFromChannelTokenIssuer'],
  OAuthUrl: env['OAuthUrl'],
  ToBotFromChannelOpenIdMetadataUrl: env['ToBotFromChannelOpenIdMetadataUrl'],
  ToBotFromEmulatorOpenIdMetadataUrl: env['ToBotFromEmulatorOpenIdMetadataUrl'],
  CallerId: 'urn:botframework:azure'
}

/** A fixed token for the loopback connector, as the product uses with a test issuer. */
class Loopback extends ConfigurationServiceClientCredentialFactory {
  override async createCredentials(appId: string): Promise<MicrosoftAppCredentials> {
    const credentials = new MicrosoftAppCredentials(appId, 'none', env['MicrosoftAppTenantId'])
    credentials.getToken = () => Promise.resolve('loopback')
    return Promise.resolve(credentials)
  }
}

const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication(config as never, new Loopback(config as never))
)
const bot = new ActivityHandler()
bot.onMessage(async (context, next) => {
  await context.sendActivity(`echo ${context.activity.text}`)
  await next()
})
const server = restify.createServer()
server.use(restify.plugins.bodyParser())
server.post('/api/messages', async (request, response) => {
  await adapter.process(request as never, response as never, (context) => bot.run(context))
})
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready ${server.url}\n`)
})
