// What the protocols share: how a sign-in begins, and how it ends.

export { sendErrorPage } from '../pages/error-page.ts'
export { beginSignIn, findSignIn, findSignInById } from './begin.ts'
export { browserOf, isMarked, isSameBrowser } from './browser.ts'
export { logoutSubjectHash, logoutSubjectHashes, openSecrets } from './records.ts'
export { withParameters } from './redirects.ts'
export { type RefusalTarget, refuseOtherBrowser, refuseSignIn } from './refuse.ts'
export { type IdentityTarget, oauthTokensOf, takeIdentity } from './take.ts'
export type {
  AuthorizationRequest,
  Browser,
  LoggedMessage,
  ReceivedIdentity,
  RedirectError,
  Refusal,
  SignIn,
  SignInProtocol,
  SignInSecrets,
} from './types.ts'
