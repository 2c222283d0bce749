import type { FastifyReply } from 'fastify'
import { html } from '../../../kernel/html.ts'
import type { SignInConnection } from '../../connections/index.ts'
import type { Browser } from '../flow/types.ts'
import { sendHostedPage } from './layout.ts'

/** Asks whether somebody wants to be signed in as whom their identity provider says that they are. */
export function sendConsentPage(
  browser: Browser,
  { connection, email, handle }: { connection: SignInConnection; email: string; handle: string },
): Promise<FastifyReply> {
  return sendHostedPage(browser, {
    status: 200,
    title: 'Do you want to sign in?',
    environmentId: connection.environment.id,
    endsElsewhere: true,
    main: (appName) => html`<div class="card">
<h1>Do you want to sign in${appName && ` to ${appName}`}?</h1>
<p><strong>${identityProviderOf(connection)}</strong> says that you are</p>
<p class="person">${email}<span class="small muted">${connection.name}</span></p>
<form class="actions" method="post" action="/sso/continue">
<input type="hidden" name="handle" value="${handle}">
<button class="button" name="decision" value="allow">Continue as ${email}</button>
<button class="button second" name="decision" value="deny">Do not sign in</button>
</form>
<p class="muted small">Continue only if you have just come from there, and this is you. In this browser you will not be asked again.</p>
</div>`,
  })
}

/** Where the answer came from, as people know it: the host of its sign-in page. */
function identityProviderOf(connection: SignInConnection): string {
  const { setup } = connection
  const address =
    connection.protocol === 'saml'
      ? connection.setup?.idpSsoUrl
      : connection.protocol === 'oidc'
        ? connection.setup?.discoveryEndpoint
        : null
  return (setup && address && URL.parse(address)?.host) || connection.name
}
