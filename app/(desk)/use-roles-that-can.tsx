'use client';

import { useTranslations } from 'next-intl';
import { createContext, useContext } from 'react';
import { useListWords } from '@/components/use-list-words';
import type { Permission } from '@/lib/platform/context/permissions';
import { type NamedRole, namesThatCan } from '@/lib/platform/context/roles-that-can';

const OwnRoles = createContext<readonly NamedRole[]>([]);

/** The roles that somebody of the team made, for what names the roles that can do something. */
export const OwnRolesProvider = OwnRoles.Provider;

/** The roles that hold a permission, for the middle of a sentence: `admins and “Night shift”`. */
export function useRolesThatCan(permission: Permission): string {
  const t = useTranslations('common.roles');
  const listed = useListWords();
  const { builtIn, own, hasMore } = namesThatCan(permission, useContext(OwnRoles));
  const names = [...builtIn.map((role) => t(role)), ...own, ...(hasMore ? [t('more')] : [])];
  return listed(names, 'conjunction');
}
