// What the protocols share: how a sign-in begins, and how it ends.

export { sendErrorPage } from '../pages/error-page.ts'
export { addressedConnection } from './addressed.ts'
export { beginSignIn, findSignIn } from './begin.ts'
export { browserOf, isSameBrowser } from './browser.ts'
export { logoutSubjectHashes, openSecrets } from './records.ts'
export { refuseOtherBrowser, refuseSignIn } from './refuse.ts'
export { recordRefusedLogout } from './refuse-logout.ts'
export { takeIdentity } from './take.ts'
export type {
  AuthorizationRequest,
  Browser,
  LoggedMessage,
  ReceivedIdentity,
  Refusal,
  SignIn,
  SignInProtocol,
  SignInSecrets,
} from './types.ts'
