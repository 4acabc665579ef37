// Two issuers of the certified provider in one process, for the tests. Reads its configuration as JSON from standard
// input, writes the issuers' addresses as one JSON line, and ends when standard input does.
// What a test does to an issuer is asked for below /test/: another key, another clock, tokens that are forged.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { pathToFileURL } from 'node:url';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const wanted = JSON.parse((await lines.next()).value);
const { default: Provider, interactionPolicy } = await import(pathToFileURL(wanted.library));

const clock = Date.now;
let skew = 0;
Date.now = () => clock() + skew;

function newKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: randomBytes(6).toString('hex') };
}

function policy() {
  const { base, Check } = interactionPolicy;
  const policy = base();
  policy.get('login').checks.add(new Check('acr', 'the level asked for is not reached', (ctx) => {
    const asked = (ctx.oidc.params.acr_values || '').split(' ').filter(Boolean);
    return asked.length > 0 && !asked.includes(ctx.oidc.session.acr) && !ctx.oidc.result?.login;
  }));
  return policy;
}

async function grant(ctx) {
  const found = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
  found.addOIDCScope('openid profile');
  await found.save();
  return found;
}

// Loopback only, which the provider's own fetch refuses.
function fetchHere(url, { dispatcher, ...options }) {
  if (new URL(url).hostname !== '127.0.0.1') throw new Error('tests: loopback only');
  return globalThis.fetch(url, options);
}

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const forgeries = {
  unsigned: (token) => `${part({ alg: 'none' })}.${token.split('.')[1]}.`,
  foreign: (token) => {
    const [head, , seal] = token.split('.');
    const said = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
    return [head, part({ ...said, sub: 'U08' }), seal].join('.');
  },
  replayed: (token, first) => first,
};

// A token of a program, for whatever it names behind urn: as its audience (RFC 8707), with strength and time of the sign-in.
const resourceIndicators = {
  enabled: true,
  getResourceServerInfo: (ctx, resource) => ({
    scope: 'keys', audience: resource.slice('urn:'.length), accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } },
  }),
};

function make(issuer, keys, clients, state) {
  const provider = new Provider(issuer, {
    jwks: { keys }, clients, acrValues: ['niedrig', 'hoch'], pkce: { required: () => true },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    interactions: { policy: policy(), url: (ctx, one) => `/interaction/${one.uid}` },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true }, resourceIndicators },
    extraTokenClaims: ({ oidc: { entities: { AuthorizationCode: code } } }) => ({ acr: code?.acr, auth_time: code?.authTime }),
    claims: { openid: ['sub'], profile: ['name'], acr: null, auth_time: null, sid: null },
    findAccount: (ctx, sub) => ({ accountId: sub, claims: () => ({ sub, name: sub }) }),
    loadExistingGrant: grant, fetch: fetchHere,
  });
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.path !== '/token' || !ctx.body?.id_token) return;
    state.first ??= ctx.body.id_token;
    if (state.forgery) ctx.body.id_token = forgeries[state.forgery](ctx.body.id_token, state.first);
  });
  return provider;
}

function serve(server, clients) {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const state = { keys: [newKey()] };
  const renew = () => { const made = make(issuer, state.keys, clients, state); state.provider = made; state.answer = made.callback(); };
  renew();
  const answer = async (req, res) => {
    const url = new URL(req.url, issuer);
    if (url.pathname.startsWith('/interaction/') && url.searchParams.has('account')) {
      const { params } = await state.provider.interactionDetails(req, res);
      const acr = url.searchParams.get('acr') ?? (params.prompt === 'login' ? params.acr_values : 'niedrig');
      await state.provider.interactionFinished(req, res, { login: { accountId: url.searchParams.get('account'), acr } });
    } else if (url.pathname.startsWith('/interaction/')) {
      res.end('Who is it?');
    } else if (url.pathname === '/test/rollover') {
      state.keys = [newKey()];
      renew();
      res.end();
    } else if (url.pathname === '/test/clock') {
      skew = Number(url.searchParams.get('seconds')) * 1000;
      res.end();
    } else if (url.pathname === '/test/forge') {
      state.forgery = url.searchParams.get('how') || undefined;
      res.end();
    } else {
      state.answer(req, res);
    }
  };
  server.on('request', (req, res) => answer(req, res).catch((error) => {
    res.statusCode = 500;
    res.end(`${error.message}: ${error.error_description}`);
  }));
  return issuer;
}

const issuers = [];
for (const clients of wanted.clients) {
  const server = createServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  issuers.push(serve(server, clients));
}
process.stdout.write(`${JSON.stringify(issuers)}\n`);
await lines.next();
process.exit(0);
