/** The ways in, in English. */
export const doorsEn = {
  signIn: {
    title: 'Sign in',
    againTitle: 'Sign in again',
    againText: 'Your session has ended, here or in another place. What you typed is kept.',
    email: 'Email address',
    password: 'Password',
    submit: 'Sign in',
    submitting: 'Signing in…',
    done: 'Signed in.',
    needsSetUp:
      'This page has no admin yet. Open the set-up link that the server printed when it started, or ask for a new one with “allswell setup-link”.',
    forgotten:
      'Password forgotten? Another admin can invite you again, or run “allswell admin reset-password” on the server.',
  },
  setUp: {
    title: 'Set up your status page',
    text: 'You become its first admin. Next, you name what it watches, and put one line into your app.',
    pageName: 'What is the page called?',
    pageNameHint: 'The name your customers know, such as Fernhill.',
    email: 'Your email address',
    password: 'Choose a password',
    passwordHint: 'At least 12 characters. A few words are easier to remember than symbols.',
    showPassword: 'Show the password',
    zone: 'Time zone of the page',
    submit: 'Set up',
    submitting: 'Setting up…',
    done: 'Your page is set up.',
    already: 'This page is set up already. Sign in instead.',
    toSignIn: 'Go to sign in',
    badLink:
      'This link is not valid any more. The server prints a new one at each start, and with “allswell setup-link”.',
  },
  invite: {
    title: 'Join as an admin',
    text: 'Choose a password to accept the invitation.',
    name: 'Your name',
    nameHint: 'Other admins see it. You may leave it empty.',
    submit: 'Join',
    submitting: 'Joining…',
    done: 'Welcome.',
    badLink: 'This invitation was used or has expired. Ask for a new one.',
  },
};
