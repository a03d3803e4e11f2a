import * as v from 'valibot';

/** Keys that are there only where there is something to say: only groups have `components`. */
const onlyWhereTrue = [
  'automatic',
  'components',
  'deleted_updates',
  'cancelled_at',
  'series_id',
  'deleted',
  'ended',
  'counts_as_downtime',
  'vapid_public_key',
];

/** The same schema with every object in it strict: no key too many, none too few, all in place. */
export function strict(schema: v.GenericSchema): v.GenericSchema {
  const { type } = schema;
  if (type === 'object') {
    const { entries } = schema as v.ObjectSchema<v.ObjectEntries, undefined>;
    const inner = Object.entries(entries).map(([key, entry]) => {
      // What is optional for other people's pages is there on ours.
      const isOurs = entry.type === 'optional' && !onlyWhereTrue.includes(key);
      return [key, isOurs ? strict((entry as v.OptionalSchema<v.GenericSchema, undefined>).wrapped) : strict(entry)];
    });
    return v.strictObject(Object.fromEntries(inner) as v.ObjectEntries);
  }
  if (type === 'array') return v.array(strict((schema as v.ArraySchema<v.GenericSchema, undefined>).item));
  if (type === 'nullable') return v.nullable(strict((schema as v.NullableSchema<v.GenericSchema, undefined>).wrapped));
  if (type === 'optional') return v.optional(strict((schema as v.OptionalSchema<v.GenericSchema, undefined>).wrapped));
  if (type === 'union') return v.union((schema as v.UnionSchema<v.GenericSchema[], undefined>).options.map(strict));
  if (type === 'record') {
    const { key, value } = schema as v.RecordSchema<v.GenericSchema<string, string>, v.GenericSchema, undefined>;
    return v.record(key, strict(value));
  }
  return schema;
}
