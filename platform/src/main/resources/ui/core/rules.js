// The forms that names and passwords must have. The server decides; these only spare the reader a round trip.

import { t } from './language.js';

export const HANDLE = /^[a-z0-9_]{3,30}$/;
export const SLUG = /^[a-z0-9-]{3,40}$/;
export const PASSWORD_LENGTH = { least: 10, most: 128 };

export const needed = value => (value?.trim() ? undefined : t('field.needed'));
export const handleForm = value => (HANDLE.test(value?.trim().toLowerCase()) ? undefined : t('field.handle.form'));
export const slugForm = value => (SLUG.test(value) ? undefined : t('field.slug.form'));

export const passwordForm = value =>
  (value?.length >= PASSWORD_LENGTH.least && value.length <= PASSWORD_LENGTH.most ? undefined : t('field.password.form'));

/** A slug that a title suggests: letters without their marks, everything else a dash. */
export function suggestSlug(title) {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40).replace(/-+$/, '');
}

/** 0 (too short) to 4, by length and by how many different characters there are: honest, and no dictionary needed. */
export function passwordStrength(password) {
  if (password.length < PASSWORD_LENGTH.least) return 0;
  const bits = password.length * Math.log2(Math.max(2, new Set(password).size));
  return bits < 34 ? 1 : bits < 46 ? 2 : bits < 64 ? 3 : 4;
}
