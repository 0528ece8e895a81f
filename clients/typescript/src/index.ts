export { ApiError } from './api-error.ts';
export { type CouponDesk, type CouponDeskOptions, couponDesk } from './coupon-desk.ts';
export type { components, operations, paths } from './schema.ts';
export { verifyWebhook, type WebhookEvent, WebhookVerificationError } from './verify-webhook.ts';
