import {
  adminComponentSchema,
  adminGroupSchema,
  componentChangeSchema,
  groupChangeSchema,
  newComponentSchema,
  newGroupSchema,
} from '@allswell/protocol/schema';
import * as v from 'valibot';
import { created, noContent, ok } from '../http/answer.ts';
import { linkHeader, offsetOf, pageQuerySchema } from '../http/pagination.ts';
import { type Route, read, write } from '../http/route.ts';
import { archiveComponent } from './archive-component.ts';
import { changeComponent } from './change-component.ts';
import { changeGroup } from './change-group.ts';
import { createComponent } from './create-component.ts';
import { createGroup } from './create-group.ts';
import { deleteGroup } from './delete-group.ts';
import { listComponents, readComponent } from './read-component.ts';
import { listGroups, readGroup } from './read-group.ts';

export const componentRoutes: Route[] = [
  read(
    {
      path: '/api/v1/components',
      summary: 'Components in the order of the page',
      query: pageQuerySchema,
      answer: v.array(adminComponentSchema),
    },
    async ({ sql, query, url }) => {
      const { components, total } = await listComponents(sql, { limit: query.per_page, offset: offsetOf(query) });
      return ok(components, linkHeader(url, query, total));
    },
  ),
  write(
    {
      method: 'POST',
      path: '/api/v1/components',
      summary: 'Add a component',
      body: newComponentSchema,
      answer: adminComponentSchema,
      status: 201,
    },
    async ({ write, input }) => {
      const component = await createComponent(write, input);
      return created(`/api/v1/components/${component.id}`, component);
    },
  ),
  read(
    {
      path: '/api/v1/components/:id',
      summary: 'One component',
      answer: adminComponentSchema,
      problems: ['component-not-found'],
    },
    async ({ sql, params }) => ok(await readComponent(sql, params.id)),
  ),
  write(
    {
      method: 'PATCH',
      path: '/api/v1/components/:id',
      summary: 'Change the named fields of a component; position moves it, status sets it by hand',
      body: componentChangeSchema,
      answer: adminComponentSchema,
      problems: ['component-not-found', 'stale-version'],
    },
    async ({ write, input, params }) => ok(await changeComponent(write, params.id, input)),
  ),
  write(
    {
      method: 'DELETE',
      path: '/api/v1/components/:id',
      summary: 'Archive a component: gone from the page, its history kept',
      status: 204,
      problems: ['component-not-found', 'component-in-use'],
    },
    async ({ write, params }) => {
      await archiveComponent(write, params.id);
      return noContent();
    },
  ),
];

export const groupRoutes: Route[] = [
  read(
    {
      path: '/api/v1/component-groups',
      summary: 'Groups in the order of the page',
      query: pageQuerySchema,
      answer: v.array(adminGroupSchema),
    },
    async ({ sql, query, url }) => {
      const { groups, total } = await listGroups(sql, { limit: query.per_page, offset: offsetOf(query) });
      return ok(groups, linkHeader(url, query, total));
    },
  ),
  write(
    {
      method: 'POST',
      path: '/api/v1/component-groups',
      summary: 'Add a group',
      body: newGroupSchema,
      answer: adminGroupSchema,
      status: 201,
    },
    async ({ write, input }) => {
      const group = await createGroup(write, input);
      return created(`/api/v1/component-groups/${group.id}`, group);
    },
  ),
  read(
    {
      path: '/api/v1/component-groups/:id',
      summary: 'One group',
      answer: adminGroupSchema,
      problems: ['group-not-found'],
    },
    async ({ sql, params }) => ok(await readGroup(sql, params.id)),
  ),
  write(
    {
      method: 'PATCH',
      path: '/api/v1/component-groups/:id',
      summary: 'Change the named fields of a group; components names its members in order',
      body: groupChangeSchema,
      answer: adminGroupSchema,
      problems: ['group-not-found', 'stale-version'],
    },
    async ({ write, input, params }) => ok(await changeGroup(write, params.id, input)),
  ),
  write(
    {
      method: 'DELETE',
      path: '/api/v1/component-groups/:id',
      summary: 'Delete a group; its members stay without one',
      status: 204,
      problems: ['group-not-found'],
    },
    async ({ write, params }) => {
      await deleteGroup(write, params.id);
      return noContent();
    },
  ),
];
