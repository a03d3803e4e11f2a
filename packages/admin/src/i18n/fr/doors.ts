import type { doorsEn } from '../doors-en.ts';

/** The ways in, in French. */
export const doorsFr: typeof doorsEn = {
  signIn: {
    title: 'Connexion',
    againTitle: 'Nouvelle connexion',
    againText: 'Votre session a pris fin, ici ou ailleurs. Ce que vous avez saisi est conservé.',
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    submit: 'Se connecter',
    submitting: 'Connexion…',
    done: 'Connexion établie.',
    needsSetUp:
      'Cette page n’a pas encore d’administrateur. Ouvrez le lien de configuration affiché par le serveur à son démarrage, ou demandez-en un nouveau avec «\u00a0allswell setup-link\u00a0».',
    forgotten: 'Mot de passe oublié\u00a0?',
  },
  forgot: {
    title: 'Mot de passe oublié\u00a0?',
    text: 'Indiquez votre adresse, et un lien pour un nouveau mot de passe arrive par e-mail.',
    submit: 'Envoyer le lien',
    submitting: 'Envoi…',
    sentTitle: 'Consultez votre messagerie',
    sent: (email) =>
      `Si ${email} est un administrateur ici, un lien est en route. Il est valable une heure, pour une seule utilisation.`,
    noLetter:
      'Pas de lettre après quelques minutes\u00a0? Regardez parmi les indésirables. Si le serveur n’envoie pas d’e-mail, «\u00a0allswell admin reset-password\u00a0» sur le serveur définit un nouveau mot de passe, ou un autre administrateur vous invite de nouveau.',
    again: 'Utiliser une autre adresse',
    toSignIn: 'Retour à la connexion',
  },
  reset: {
    title: 'Choisissez un nouveau mot de passe',
    text: 'Il vous connecte aussitôt. Partout ailleurs, vous êtes déconnecté.',
    submit: 'Définir le mot de passe',
    submitting: 'En cours…',
    done: 'Votre nouveau mot de passe est valable. Vous êtes connecté.',
    badLink: 'Ce lien a déjà servi, a expiré ou est incomplet. Demandez-en un nouveau.',
    newLink: 'Demander un nouveau lien',
  },
  setUp: {
    title: 'Configurez votre page d’état',
    text: 'Vous en devenez le premier administrateur. Ensuite, vous nommez ce qu’elle suit et placez une ligne dans votre application.',
    pageName: 'Comment s’appelle la page\u00a0?',
    pageNameHint: 'Le nom que vos clients connaissent, par exemple Fernhill.',
    email: 'Votre adresse e-mail',
    password: 'Choisissez un mot de passe',
    passwordHint: 'Au moins 12 caractères. Quelques mots se retiennent mieux que des symboles.',
    showPassword: 'Afficher le mot de passe',
    zone: 'Fuseau horaire de la page',
    submit: 'Configurer',
    submitting: 'Configuration…',
    done: 'Votre page est configurée.',
    already: 'Cette page est déjà configurée. Connectez-vous plutôt.',
    toSignIn: 'Aller à la connexion',
    badLink:
      'Ce lien n’est plus valable. Le serveur en affiche un nouveau à chaque démarrage, ainsi qu’avec «\u00a0allswell setup-link\u00a0».',
  },
  invite: {
    title: 'Rejoindre l’administration',
    text: 'Choisissez un mot de passe pour accepter l’invitation.',
    name: 'Votre nom',
    nameHint: 'Les autres administrateurs le voient. Il peut rester vide.',
    submit: 'Rejoindre',
    submitting: 'En cours…',
    done: 'Bienvenue.',
    badLink: 'Cette invitation a déjà servi ou a expiré. Demandez-en une nouvelle.',
  },
};
