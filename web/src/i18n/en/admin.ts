// Sessions, people and running calls, for those who run the service.
export const admin = {
} as const;
