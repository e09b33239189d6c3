/** `#onnxruntime` of a deployment that has none: `npm run deploy:lean`. */
export const onnxruntime = null;
