// A relying party made of openid-client alone. It says on its output where the browser has to go, and hears on its input
// where the browser has come to; each is a line of JSON.
import { createInterface } from 'node:readline'
import * as client from 'openid-client'

const { ISSUER, CLIENT_ID, CLIENT_SECRET, AUTHENTICATION, REDIRECT_URI, POST_LOGOUT_REDIRECT_URI } = process.env
const authentication = { basic: client.ClientSecretBasic, post: client.ClientSecretPost }[AUTHENTICATION]
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const say = (what) => console.log(JSON.stringify(what))
const hear = async () => JSON.parse((await lines.next()).value)

// The provider of the test is on this machine, without TLS.
const options = { execute: [client.allowInsecureRequests] }
const config = await client.discovery(new URL(ISSUER), CLIENT_ID, {}, authentication(CLIENT_SECRET), options)

const pkceCodeVerifier = client.randomPKCECodeVerifier()
const expectedState = client.randomState()
const expectedNonce = client.randomNonce()
say(
  client.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT_URI,
    scope: 'openid profile email',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
    max_age: '600',
  }),
)

const checks = { pkceCodeVerifier, expectedState, expectedNonce, maxAge: 600, idTokenExpected: true }
const tokens = await client.authorizationCodeGrant(config, new URL(await hear()), checks)
const claims = tokens.claims()
const userinfo = await client.fetchUserInfo(config, tokens.access_token, claims.sub)
await client.tokenRevocation(config, tokens.access_token)
const afterRevocation = await client.fetchUserInfo(config, tokens.access_token, claims.sub).then(
  () => 'still answered',
  (error) => error.status,
)
say({ claims, userinfo, afterRevocation, refreshToken: tokens.refresh_token ?? null })

say(
  client.buildEndSessionUrl(config, {
    post_logout_redirect_uri: POST_LOGOUT_REDIRECT_URI,
    id_token_hint: tokens.id_token,
    state: 'bye',
  }),
)
process.exit(0)
