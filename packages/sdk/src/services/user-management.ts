import { UserManagement as GeneratedUserManagement } from '../generated/user-management.ts'

/** Operations of `client.userManagement`. */
export class UserManagement extends GeneratedUserManagement {}
