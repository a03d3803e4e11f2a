/** The mark of Allswell: a check in a rounded square. */
export const faviconSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#20242c"/><path d="m9 16.6 4.9 4.9L23.4 10.6" fill="none" stroke="#fff" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/></svg>';

/** The same as an .ico of 32 by 32, for whoever asks for /favicon.ico. */
export const faviconIco = Buffer.from(
  'AAABAAEAICAAAAEAIAClAwAAFgAAAIlQTkcNChoKAAAADUlIRFIAAAAgAAAAIAgGAAAAc3p69AAAA1pJREFUeJzEl3tI01EUx793W+UqS3qZijTZIB/zQVGZmhUlaaIFRYiSaBqKUAQJESmaaPSQQCrDQiXJShKEKBKCCi2zP8yZjxHMcppmgXOK4Wvzdu/KX1a6Np3zA/txz/2du/PdfZy7I8E0uMu9lCKII0DoNoAEEsANs4AC3exZD0rqJ2Cs7mpXt/ztQ6YaMpnMAZJl2ZSSdEIghg2hFEb2udz5cUkW0DD+jwAPDx9/KiIVrGcj5hEK2sieSVpNW6MgwNnZb5mDo7GJgMhhB5iIdq2GegNtYyLeIV1uyLNXcA6PJVOQHFN7g1wZxDTVEkJEsCOU0gm2SUMlbA1Ows7BOfwHE0qPi9hR88RCQeApYmdUhoWCEiaAYCVszOLFi5B/KRd1tc8QFRk+syOLTWQKJYWNKbx2FRHhYab28PAwvP22zugrgY05k35KCM6pqa0z629TAYcPHURqSpJgd3f34GxGNuwiICR4Oy7mZQu2TtePuPhk9PfrMe8C5HIPFBUWQCz+eX+NjIwgPjEF2s6u/441m4DcXF1QVXkPVQ/L4e09fbpYu2Y1ykpvYelSqclmGQ5pJ06jtU0NSzAr4FjCUQT4+yIgwA8P7pbA30/5x3upVIo7JUVwdVkv9J3LzMGLlzWwFLMCnk/5IkdHR5SXFWPzpgCTzVIprhfkw8vr9+194+Zt3K+ohDWInVaty57pZVfXZ/R86UXY3t0mmyeY6Kj9aHinQkpyIg5ERwq+j59UIzMrF9ZiUSKKiz2C3POZgs3Xmc/AJK9ev0FichoMBgOsxewMTNLc3IrBwUHsDA0x2VODq9UfkJCUynb+KGaDRQI4qqZmDA19R+iOYKGPL09MXCL0+gHMFosFcBpVTRgbG0dwUCDGxw2IiU1AJ9snc4HI5Mpedis5WzPIV+nDZmMInzq0mBMUXyXsD4mK6dhnzbjmllbYBBab5wEVFg6ViBgNpWwuZreF5wQdM0xMFIv1+r4+p1XO/FLaBbtCMzrb1Y9MB1qhUCwxUIem+a6KhNCsOtJqWrewptF0F2g0mlEWPBV2gNeIvDTjwbktFKB63bcOvc79wgonI1+OIJbsbFor8MCE0Cvadoc9A7r33ZP9ZDrnX+V5ODsmgTYqz9+y8vzpdOX5DwAAAP//dXg93QAAAAZJREFUAwCHpSlYOKk8SgAAAABJRU5ErkJggg==',
  'base64',
);
