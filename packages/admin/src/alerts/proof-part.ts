import type { AlertSource, AlertSourceChange, AlertVerification } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Confirmation } from '../forms/confirmation.ts';
import { selectField, textArea, textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { copyField } from '../forms/copy-field.ts';
import type { Screen } from '../status-admin/screen.ts';
import { browserZone, sayInstant } from '../time/format.ts';
import { freshSecrets, needsSecret, proofsOf, verificationOf } from './proof.ts';

interface Owner {
  save: (content: AlertSourceChange) => Promise<void>;
  reload: () => Promise<void>;
}

/** How a sender proves itself beside its secret address: by what, and with which secrets. */
export class ProofPart {
  readonly #screen: Screen;
  readonly #confirmation: Confirmation;
  readonly #owner: Owner;
  readonly #submission: Submission;
  readonly #secretSubmission: Submission;
  #header: string | null = null;
  #topics: string | null = null;
  #own = '';

  constructor(screen: Screen, confirmation: Confirmation, owner: Owner) {
    this.#screen = screen;
    this.#confirmation = confirmation;
    this.#owner = owner;
    this.#submission = new Submission(screen);
    this.#secretSubmission = new Submission(screen);
  }

  render(source: AlertSource, words: LaterStrings['alerts']): TemplateResult {
    const proofs = proofsOf[source.kind];
    const { verification } = source;
    return html`<section class="card" aria-labelledby="proof-title">
      <h2 id="proof-title">${words.proof}</h2>
      <div class="form">
        <p class="soft words">${words.proofText}</p>
        ${
          proofs.length > 1
            ? selectField({
                id: 'proof',
                label: words.proofBy,
                hint: words.proofHints[verification.kind] ?? '',
                value: verification.kind,
                options: proofs.map((one) => [one, words.proofs[one]] as const),
                error: this.#submission.errorFor('#/verification'),
                onInput: (kind) => void this.#choose(kind as AlertVerification['kind']),
              })
            : nothing
        }
        ${verification.kind === 'header' ? this.#headerField(verification, words) : nothing}
        ${source.kind === 'cloudwatch' ? this.#topicsField(source, words) : nothing}
        ${submissionNotice(this.#submission, this.#screen.panel.strings, [
          ['#/topic_arns', 'topics', words.topics],
          ['#/verification', 'proof', words.proofBy],
        ])}
        ${needsSecret(verification) ? this.#secrets(source, words) : nothing}
      </div>
    </section>`;
  }

  #headerField({ header }: { header: string }, words: LaterStrings['alerts']): TemplateResult {
    const value = this.#header ?? header;
    return html`<div class="with-button">
      ${textField({
        id: 'header-name',
        label: words.header,
        value,
        maxLength: 64,
        onInput: (text) => {
          this.#header = text;
          this.#screen.requestUpdate();
        },
      })}
      ${
        value === header
          ? nothing
          : html`<button class="button" type="button" @click=${() => void this.#choose('header')}>${this.#screen.panel.strings.forms.save}</button>`
      }
    </div>`;
  }

  /** Only what these topics send is taken. */
  #topicsField(source: AlertSource, words: LaterStrings['alerts']): TemplateResult {
    const saved = source.topic_arns.join('\n');
    const value = this.#topics ?? saved;
    const { strings, say } = this.#screen.panel;
    const save = async () => {
      const topic_arns = value.split(/\s+/).filter((one) => one !== '');
      const isSaved = await this.#submission.run(() => this.#owner.save({ topic_arns }));
      if (!isSaved) return;
      this.#topics = null;
      say(strings.forms.saved);
    };
    return html`${textArea({
      id: 'topics',
      label: words.topics,
      hint: words.topicsHint,
      placeholder: 'arn:aws:sns:eu-central-1:123456789012:alarms',
      value,
      rows: 3,
      error: this.#submission.errorFor('#/topic_arns'),
      onInput: (text) => {
        this.#topics = text;
        this.#screen.requestUpdate();
      },
    })}
      ${
        value === saved
          ? nothing
          : html`<div class="actions">
              <button class="button" type="button" @click=${() => void save()}>${strings.forms.save}</button>
            </div>`
      }`;
  }

  #secrets(source: AlertSource, words: LaterStrings['alerts']): TemplateResult {
    const { panel } = this.#screen;
    const made = freshSecrets.of(source);
    const when = (iso: string) => sayInstant(iso, { locale: panel.locale, timeZone: browserZone() });
    const submission = this.#secretSubmission;
    const isTheirs = source.verification.kind === 'pagerduty';
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#add(source, this.#own.trim());
    };
    return html`<div class="secrets">
      <h3>${words.secrets}</h3>
      ${
        source.secrets.length === 0
          ? html`<p class="notice waiting"><span>${words.noSecrets}</span></p>`
          : html`<ul class="rows" aria-label=${words.secrets}>
              ${source.secrets.map(
                (secret) => html`<li class="secret" data-secret-id=${secret.id}>
                  <p>
                    <b dir="ltr">…${secret.hint}</b>
                    <span class="soft small">
                      ${words.secretSince(when(secret.created_at))}
                      ${secret.expires_at ? words.secretUntil(when(secret.expires_at)) : nothing}
                    </span>
                  </p>
                  <button
                    class="button small quiet"
                    type="button"
                    aria-label=${words.removeSecretOf(secret.hint)}
                    @click=${() => void this.#askToRemove(source, secret, words)}
                  >
                    ${words.removeSecret}
                  </button>
                </li>`,
              )}
            </ul>`
      }
      ${
        made
          ? html`<div class="copies" data-made>
              <p><strong>${words.once}</strong></p>
              ${copyField(panel, { id: 'made-secret', label: words.secret, value: made.secret })}
            </div>`
          : nothing
      }
      <form class="with-button" novalidate @submit=${onSubmit} aria-label=${words.addSecret}>
        ${textField({
          id: 'own-secret',
          label: isTheirs ? words.theirSecret : words.ownSecret,
          hint:
            source.verification.kind === 'basic'
              ? words.basicHint
              : isTheirs
                ? words.theirSecretHint
                : words.ownSecretHint,
          value: this.#own,
          maxLength: 500,
          error: submission.errorFor('#/secret'),
          onInput: (value) => {
            this.#own = value;
            this.#screen.requestUpdate();
          },
        })}
        <button class="button" type="submit" aria-disabled=${submission.isBusy ? 'true' : nothing}>
          ${this.#own.trim() === '' && !isTheirs ? words.makeSecret : words.addSecret}
        </button>
      </form>
      ${submissionNotice(submission, panel.strings, [['#/secret', 'own-secret', words.secret]])}
      ${source.secrets.length > 0 ? html`<p class="hint words">${words.rotation}</p>` : nothing}
    </div>`;
  }

  async #choose(kind: AlertVerification['kind']): Promise<void> {
    const verification = verificationOf(kind, this.#header ?? '');
    await this.#submission.run(() => this.#owner.save({ verification }));
    this.#header = null;
    this.#screen.requestUpdate();
  }

  async #add(source: AlertSource, own: string): Promise<void> {
    const { panel } = this.#screen;
    const isTheirs = source.verification.kind === 'pagerduty';
    const checks = isTheirs && own === '' ? [{ pointer: '#/secret', detail: panel.strings.forms.required }] : [];
    await this.#secretSubmission.run(async (persist) => {
      const secret = await panel.api.alerts.addSecret(source.id, own === '' ? {} : { secret: own }, persist);
      // One that somebody typed is known already.
      if (own === '') freshSecrets.keep(source.id, secret);
      this.#own = '';
      await this.#owner.reload();
    }, checks);
  }

  async #askToRemove(
    source: AlertSource,
    { id, hint }: { id: string; hint: string },
    words: LaterStrings['alerts'],
  ): Promise<void> {
    const { panel } = this.#screen;
    await this.#confirmation.ask({
      title: words.removeSecretTitle(hint),
      text: words.removeSecretText,
      action: words.removeSecret,
      run: async (persist) => {
        await panel.api.alerts.removeSecret(source.id, id, persist);
        await this.#owner.reload();
      },
      done: () => panel.say(words.secretRemoved),
    });
  }
}
