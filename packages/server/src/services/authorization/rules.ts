/** The type that every other descends from: a role on it is given in an organization as a whole. */
export const organizationType = 'organization'
