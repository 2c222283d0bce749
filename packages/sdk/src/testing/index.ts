/** What tests of code that uses this package need: an API in memory, and transports that record and replay. */

export { type Failure, FakeError } from './failure.ts'
export { createFake, type Fake, type FakeCall, type Handler } from './fake.ts'
export type { Arguments, OperationName, Result } from './operations.ts'
export {
  type Exchange,
  type RecordedAnswer,
  type RecordedRequest,
  type Recording,
  type RecordingOptions,
  recordingTransport,
  replayTransport,
} from './recording.ts'
