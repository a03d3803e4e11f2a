import type { doorsEn } from '../doors-en.ts';

/** The ways in, in Spanish. */
export const doors: typeof doorsEn = {
  signIn: {
    title: 'Iniciar sesión',
    againTitle: 'Volver a iniciar sesión',
    againText: 'La sesión ha terminado, aquí o en otro lugar. Lo escrito se conserva.',
    email: 'Dirección de correo',
    password: 'Contraseña',
    submit: 'Iniciar sesión',
    submitting: 'Iniciando sesión…',
    done: 'Sesión iniciada.',
    needsSetUp:
      'Esta página aún no tiene administrador. Abra el enlace de configuración que el servidor mostró al arrancar, o pida uno nuevo con «allswell setup-link».',
    forgotten: '¿Ha olvidado la contraseña?',
  },
  forgot: {
    title: '¿Ha olvidado la contraseña?',
    text: 'Indique su dirección, y llegará por correo un enlace para una nueva.',
    submit: 'Enviar el enlace',
    submitting: 'Enviando…',
    sentTitle: 'Mire su correo',
    sent: (email) =>
      `Si ${email} es administrador aquí, hay un enlace en camino. Vale durante una hora, para un solo uso.`,
    noLetter:
      '¿Ninguna carta tras unos minutos? Mire entre el spam. Si el servidor no envía correo, «allswell admin reset-password» en el servidor pone una contraseña nueva, u otro administrador vuelve a invitarle.',
    again: 'Usar otra dirección',
    toSignIn: 'Volver al inicio de sesión',
  },
  reset: {
    title: 'Elija una contraseña nueva',
    text: 'Con ella inicia sesión enseguida. En todos los demás lugares se cierra la sesión.',
    submit: 'Poner la contraseña',
    submitting: 'Poniéndola…',
    done: 'La nueva contraseña ya vale. La sesión está iniciada.',
    badLink: 'Este enlace ya se usó, ha caducado o no está completo. Pida uno nuevo.',
    newLink: 'Pedir un enlace nuevo',
  },
  setUp: {
    title: 'Configurar la página de estado',
    text: 'Usted será su primer administrador. Después se indica qué vigila la página y se pone una línea en la aplicación.',
    pageName: '¿Cómo se llama la página?',
    pageNameHint: 'El nombre que conocen sus clientes, por ejemplo Fernhill.',
    email: 'Su dirección de correo',
    password: 'Elija una contraseña',
    passwordHint: 'Al menos 12 caracteres. Unas cuantas palabras se recuerdan mejor que los símbolos.',
    showPassword: 'Mostrar la contraseña',
    zone: 'Zona horaria de la página',
    submit: 'Configurar',
    submitting: 'Configurando…',
    done: 'La página está configurada.',
    already: 'Esta página ya está configurada. Inicie sesión.',
    toSignIn: 'Ir al inicio de sesión',
    badLink:
      'Este enlace ya no es válido. El servidor muestra uno nuevo cada vez que arranca, y también con «allswell setup-link».',
  },
  invite: {
    title: 'Unirse como administrador',
    text: 'Elija una contraseña para aceptar la invitación.',
    name: 'Su nombre',
    nameHint: 'Lo ven los demás administradores. Puede quedar vacío.',
    submit: 'Unirse',
    submitting: 'Un momento…',
    done: 'Le damos la bienvenida.',
    badLink: 'Esta invitación ya se usó o ha caducado. Pida una nueva.',
  },
};
