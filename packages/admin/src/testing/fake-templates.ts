import type { NewTemplate, Template } from '@allswell/protocol';
import { newTemplateSchema, templateChangeSchema } from '@allswell/protocol/schema';
import { Refusal, check, requireVersion, withoutUndefined } from './fake-rules.ts';
import type { FakeServer, Handler, Received } from './fake-server.ts';

type Route = [method: string, path: RegExp, handler: Handler];

/** The part of the server in memory that keeps templates. */
export class FakeTemplates {
  readonly #server: FakeServer;
  templates: Template[] = [];

  constructor(server: FakeServer) {
    this.#server = server;
  }

  add(content: Partial<NewTemplate> & Pick<NewTemplate, 'kind' | 'name' | 'title' | 'body'>): Template {
    const at = new Date().toISOString();
    const template: Template = {
      id: this.#server.newId('templ'),
      status: null,
      impact_override: null,
      components: {},
      component_ids: [],
      duration_minutes: null,
      position: this.templates.length + 1,
      created_at: at,
      updated_at: at,
      version: 1,
      ...(withoutUndefined(content) as Pick<Template, 'kind' | 'name' | 'title' | 'body'>),
    };
    this.templates.push(template);
    return template;
  }

  routes({ path, body }: Received): Route[] {
    const one = (id = '') => {
      const found = this.templates.find((template) => template.id === id);
      if (!found) throw new Refusal('template-not-found');
      return found;
    };
    const kind = new URLSearchParams(path.slice(path.indexOf('?'))).get('kind');
    return [
      ['GET', /^\/api\/v1\/templates$/, () => [200, this.templates.filter((it) => !kind || it.kind === kind)]],
      ['POST', /^\/api\/v1\/templates$/, () => [201, this.add(check(newTemplateSchema, body))]],
      [
        'PATCH',
        /^\/api\/v1\/templates\/(\w+)$/,
        ([id], _, request) => {
          const template = one(id);
          const { position, ...content } = check(templateChangeSchema, body);
          requireVersion(request, template);
          if (position !== undefined) {
            this.templates = this.templates.filter((it) => it !== template);
            this.templates.splice(position - 1, 0, template);
            for (const [index, it] of this.templates.entries()) it.position = index + 1;
          }
          Object.assign(template, withoutUndefined(content), { version: template.version + 1 });
          return [200, structuredClone(template)];
        },
      ],
      [
        'DELETE',
        /^\/api\/v1\/templates\/(\w+)$/,
        ([id]) => {
          const template = one(id);
          this.templates = this.templates.filter((it) => it !== template);
          return [204];
        },
      ],
    ];
  }
}
