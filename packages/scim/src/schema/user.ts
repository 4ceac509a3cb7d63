import { binary, boolean, complex, reference, string } from './attribute.js'
import { EnterpriseUserSchema } from './enterprise-user.js'
import { defineResourceType } from './resource-type.js'
import { defineSchema } from './schema.js'

/** The schema of a user (RFC 7643 §4.1), with the errata of §8.7.1 applied. */
export const UserSchema = defineSchema(
  'urn:ietf:params:scim:schemas:core:2.0:User',
  {
    userName: string({
      description:
        'Unique identifier for the User, typically used by the user to directly authenticate to the service provider',
      required: true,
      comparison: 'userName',
      uniqueness: 'server',
    }),
    name: complex(
      {
        formatted: string({
          description:
            "The full name, including all middle names, titles, and suffixes as appropriate, formatted for display (e.g., 'Ms. Barbara J Jensen, III')",
        }),
        familyName: string({
          description:
            "The family name of the User, or last name in most Western languages (e.g., 'Jensen' given the full name 'Ms. Barbara J Jensen, III')",
        }),
        givenName: string({
          description:
            "The given name of the User, or first name in most Western languages (e.g., 'Barbara' given the full name 'Ms. Barbara J Jensen, III')",
        }),
        middleName: string({
          description: "The middle name(s) of the User (e.g., 'Jane' given the full name 'Ms. Barbara J Jensen, III')",
        }),
        honorificPrefix: string({
          description:
            "The honorific prefix(es) of the User, or title in most Western languages (e.g., 'Ms.' given the full name 'Ms. Barbara J Jensen, III')",
        }),
        honorificSuffix: string({
          description:
            "The honorific suffix(es) of the User, or suffix in most Western languages (e.g., 'III' given the full name 'Ms. Barbara J Jensen, III')",
        }),
      },
      { description: "The components of the user's real name" },
    ),
    displayName: string({ description: 'The name of the User, suitable for display to end-users' }),
    nickName: string({
      description: "The casual way to address the user in real life, e.g., 'Bob' or 'Bobby' instead of 'Robert'",
    }),
    profileUrl: reference({
      description: "A fully qualified URL pointing to a page representing the User's online profile",
      referenceTypes: ['external'],
    }),
    title: string({ description: 'The user\'s title, such as "Vice President."' }),
    userType: string({ description: 'Used to identify the relationship between the organization and the user' }),
    preferredLanguage: string({
      description: "Indicates the User's preferred written or spoken language",
      format: 'languages',
    }),
    locale: string({
      description:
        "Used to indicate the User's default location for purposes of localizing items such as currency, date time format, or numerical representations",
      format: 'languageTag',
    }),
    timezone: string({
      description: "The User's time zone in the 'Olson' time zone database format, e.g., 'America/Los_Angeles'",
      format: 'timeZone',
    }),
    active: boolean({ description: "A Boolean value indicating the User's administrative status" }),
    password: string({ description: "The User's cleartext password", mutability: 'writeOnly', returned: 'never' }),
    emails: complex(
      {
        value: string({ description: 'Email addresses for the user' }),
        display: string({ description: 'A human-readable name, primarily used for display purposes' }),
        type: string({
          description: "A label indicating the attribute's function, e.g., 'work' or 'home'",
          canonicalValues: ['work', 'home', 'other'],
        }),
        primary: boolean({
          description:
            "A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g., the preferred mailing address or primary email address",
        }),
      },
      { description: 'Email addresses for the user', multiValued: true },
    ),
    phoneNumbers: complex(
      {
        value: string({ description: 'Phone number of the User' }),
        display: string({ description: 'A human-readable name, primarily used for display purposes' }),
        type: string({
          description: "A label indicating the attribute's function, e.g., 'work', 'home', 'mobile'",
          canonicalValues: ['work', 'home', 'mobile', 'fax', 'pager', 'other'],
        }),
        primary: boolean({
          description:
            "A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g., the preferred phone number or primary phone number",
        }),
      },
      { description: 'Phone numbers for the User', multiValued: true },
    ),
    ims: complex(
      {
        value: string({ description: 'Instant messaging address for the User' }),
        display: string({ description: 'A human-readable name, primarily used for display purposes' }),
        type: string({
          description: "A label indicating the attribute's function, e.g., 'aim', 'gtalk', 'xmpp'",
          canonicalValues: ['aim', 'gtalk', 'icq', 'xmpp', 'msn', 'skype', 'qq', 'yahoo'],
        }),
        primary: boolean({
          description:
            "A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g., the preferred messenger or primary messenger",
        }),
      },
      { description: 'Instant messaging addresses for the User', multiValued: true },
    ),
    photos: complex(
      {
        value: reference({ description: 'URL of a photo of the User', referenceTypes: ['external'] }),
        display: string({ description: 'A human-readable name, primarily used for display purposes' }),
        type: string({
          description: "A label indicating the attribute's function, i.e., 'photo' or 'thumbnail'",
          canonicalValues: ['photo', 'thumbnail'],
        }),
        primary: boolean({
          description:
            "A Boolean value indicating the 'primary' or preferred attribute value for this attribute, e.g., the preferred photo or thumbnail",
        }),
      },
      { description: 'URLs of photos of the User', multiValued: true },
    ),
    addresses: complex(
      {
        formatted: string({
          description: 'The full mailing address, formatted for display or use with a mailing label',
        }),
        streetAddress: string({
          description: 'The full street address component, which may include house number, street name, P.O',
        }),
        locality: string({ description: 'The city or locality component' }),
        region: string({ description: 'The state or region component' }),
        postalCode: string({ description: 'The zip code or postal code component' }),
        country: string({ description: 'The country name component', format: 'country' }),
        type: string({
          description: "A label indicating the attribute's function, e.g., 'work' or 'home'",
          canonicalValues: ['work', 'home', 'other'],
        }),
        primary: boolean({
          description: "A Boolean value indicating the 'primary' or preferred attribute value for this attribute",
        }),
      },
      { description: 'A physical mailing address for this User', multiValued: true },
    ),
    groups: complex(
      {
        value: string({ description: "The identifier of the User's group", mutability: 'readOnly' }),
        $ref: reference({
          description: "The URI of the corresponding 'Group' resource to which the user belongs",
          mutability: 'readOnly',
          referenceTypes: ['Group'],
        }),
        display: string({
          description: 'A human-readable name, primarily used for display purposes',
          mutability: 'readOnly',
        }),
        type: string({
          description: "A label indicating the attribute's function, e.g., 'direct' or 'indirect'",
          canonicalValues: ['direct', 'indirect'],
          mutability: 'readOnly',
        }),
      },
      {
        description:
          'A list of groups to which the user belongs, either through direct membership, through nested groups, or dynamically calculated',
        multiValued: true,
        mutability: 'readOnly',
      },
    ),
    entitlements: complex(
      {
        value: string({ description: 'The value of an entitlement', required: true }),
        display: string({ description: 'A human-readable name, primarily used for display purposes' }),
        type: string({ description: "A label indicating the attribute's function" }),
        primary: boolean({
          description: "A Boolean value indicating the 'primary' or preferred attribute value for this attribute",
        }),
      },
      { description: 'A list of entitlements for the User that represent a thing the User has', multiValued: true },
    ),
    roles: complex(
      {
        value: string({ description: 'The value of a role', required: true }),
        display: string({ description: 'A human-readable name, primarily used for display purposes' }),
        type: string({ description: "A label indicating the attribute's function" }),
        primary: boolean({
          description: "A Boolean value indicating the 'primary' or preferred attribute value for this attribute",
        }),
      },
      {
        description:
          "A list of roles for the User that collectively represent who the User is, e.g., 'Student', 'Faculty'",
        multiValued: true,
      },
    ),
    x509Certificates: complex(
      {
        value: binary({ description: 'The value of an X.509 certificate', format: 'certificate' }),
        display: string({ description: 'A human-readable name, primarily used for display purposes' }),
        type: string({ description: "A label indicating the attribute's function" }),
        primary: boolean({
          description: "A Boolean value indicating the 'primary' or preferred attribute value for this attribute",
        }),
      },
      { description: 'A list of certificates issued to the User', multiValued: true },
    ),
  },
  { name: 'User', description: 'User Account' },
)

/** Users (RFC 7643 §4.1), at /Users. */
export const User = defineResourceType({
  name: 'User',
  endpoint: '/Users',
  description: 'User Account',
  schema: UserSchema,
  schemaExtensions: [{ schema: EnterpriseUserSchema, required: false }],
  defaults: { active: true },
  keptApart: { grants: { role: 'roles', entitlement: 'entitlements' }, groups: 'groups', password: 'password' },
})
