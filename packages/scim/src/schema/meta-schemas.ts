import { boolean, complex, integer, reference, string } from './attribute.js'
import { defineSchema } from './schema.js'

/** What the service provider supports (RFC 7643 §5). */
export const ServiceProviderConfigSchema = defineSchema(
  'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig',
  {
    documentationUri: reference({
      description: "An HTTP-addressable URL pointing to the service provider's human-consumable help documentation",
      mutability: 'readOnly',
      referenceTypes: ['external'],
    }),
    patch: complex(
      {
        supported: boolean({
          description: 'A Boolean value specifying whether or not the operation is supported',
          required: true,
          mutability: 'readOnly',
        }),
      },
      {
        description: 'A complex type that specifies PATCH configuration options',
        required: true,
        mutability: 'readOnly',
      },
    ),
    bulk: complex(
      {
        supported: boolean({
          description: 'A Boolean value specifying whether or not the operation is supported',
          required: true,
          mutability: 'readOnly',
        }),
        maxOperations: integer({
          description: 'An integer value specifying the maximum number of operations',
          required: true,
          mutability: 'readOnly',
        }),
        maxPayloadSize: integer({
          description: 'An integer value specifying the maximum payload size in bytes',
          required: true,
          mutability: 'readOnly',
        }),
      },
      {
        description: 'A complex type that specifies bulk configuration options',
        required: true,
        mutability: 'readOnly',
      },
    ),
    filter: complex(
      {
        supported: boolean({
          description: 'A Boolean value specifying whether or not the operation is supported',
          required: true,
          mutability: 'readOnly',
        }),
        maxResults: integer({
          description: 'An integer value specifying the maximum number of resources returned in a response',
          required: true,
          mutability: 'readOnly',
        }),
      },
      { description: 'A complex type that specifies FILTER options', required: true, mutability: 'readOnly' },
    ),
    changePassword: complex(
      {
        supported: boolean({
          description: 'A Boolean value specifying whether or not the operation is supported',
          required: true,
          mutability: 'readOnly',
        }),
      },
      {
        description: 'A complex type that specifies configuration options related to changing a password',
        required: true,
        mutability: 'readOnly',
      },
    ),
    sort: complex(
      {
        supported: boolean({
          description: 'A Boolean value specifying whether or not the operation is supported',
          required: true,
          mutability: 'readOnly',
        }),
      },
      { description: 'A complex type that specifies sort result options', required: true, mutability: 'readOnly' },
    ),
    etag: complex(
      {
        supported: boolean({
          description: 'A Boolean value specifying whether or not the operation is supported',
          required: true,
          mutability: 'readOnly',
        }),
      },
      {
        description: 'A complex type that specifies ETag configuration options',
        required: true,
        mutability: 'readOnly',
      },
    ),
    // RFC 9865 §4.
    pagination: complex(
      {
        cursor: boolean({
          description: 'A Boolean value specifying whether or not cursor-based pagination is supported',
          required: true,
          mutability: 'readOnly',
        }),
        index: boolean({
          description: 'A Boolean value specifying whether or not index-based pagination is supported',
          required: true,
          mutability: 'readOnly',
        }),
        defaultPaginationMethod: string({
          description: 'The type of pagination that the service provider uses when the client does not specify one',
          canonicalValues: ['cursor', 'index'],
          mutability: 'readOnly',
        }),
        defaultPageSize: integer({
          description: 'The number of results returned in a page when the client does not specify a page size',
          mutability: 'readOnly',
        }),
        maxPageSize: integer({
          description: 'The maximum number of results returned in a page',
          mutability: 'readOnly',
        }),
        cursorTimeout: integer({
          description: 'The minimum number of seconds that a cursor is valid between page requests',
          mutability: 'readOnly',
        }),
      },
      { description: 'A complex type that specifies pagination configuration options', mutability: 'readOnly' },
    ),
    authenticationSchemes: complex(
      {
        type: string({
          description: 'The authentication scheme',
          required: true,
          canonicalValues: ['oauth', 'oauth2', 'oauthbearertoken', 'httpbasic', 'httpdigest'],
          mutability: 'readOnly',
        }),
        name: string({
          description: 'The common authentication scheme name, e.g., HTTP Basic',
          required: true,
          mutability: 'readOnly',
        }),
        description: string({
          description: 'A description of the authentication scheme',
          required: true,
          mutability: 'readOnly',
        }),
        specUri: reference({
          description: "An HTTP-addressable URL pointing to the authentication scheme's specification",
          mutability: 'readOnly',
          referenceTypes: ['external'],
        }),
        documentationUri: reference({
          description: "An HTTP-addressable URL pointing to the authentication scheme's usage documentation",
          mutability: 'readOnly',
          referenceTypes: ['external'],
        }),
        // Of every multi-valued attribute (RFC 7643 §2.4), and in the example of §8.5.
        primary: boolean({
          description: 'A Boolean value indicating the preferred authentication scheme',
          mutability: 'readOnly',
        }),
      },
      {
        description: 'A complex type that specifies supported authentication scheme properties',
        multiValued: true,
        required: true,
        mutability: 'readOnly',
      },
    ),
  },
  {
    name: 'Service Provider Configuration',
    description: "Schema for representing the service provider's configuration",
  },
)

/** The schema of a resource type (RFC 7643 §6). */
export const ResourceTypeSchema = defineSchema(
  'urn:ietf:params:scim:schemas:core:2.0:ResourceType',
  {
    name: string({
      description: 'The resource type name',
      required: true,
      caseExact: true,
      mutability: 'readOnly',
      uniqueness: 'server',
    }),
    description: string({ description: "The resource type's human-readable description", mutability: 'readOnly' }),
    endpoint: reference({
      description: "The resource type's HTTP-addressable endpoint relative to the Base URL, e.g., '/Users'",
      required: true,
      mutability: 'readOnly',
      uniqueness: 'server',
      referenceTypes: ['uri'],
    }),
    schema: reference({
      description: "The resource type's primary/base schema URI",
      required: true,
      mutability: 'readOnly',
      referenceTypes: ['uri'],
    }),
    schemaExtensions: complex(
      {
        schema: reference({
          description: 'The URI of a schema extension',
          required: true,
          mutability: 'readOnly',
          referenceTypes: ['uri'],
        }),
        required: boolean({
          description:
            'A Boolean value that specifies whether or not the schema extension is required for the resource type',
          required: true,
          mutability: 'readOnly',
        }),
      },
      {
        description: "A list of URIs of the resource type's schema extensions",
        multiValued: true,
        required: true,
        mutability: 'readOnly',
      },
    ),
  },
  { name: 'ResourceType', description: 'Specifies the schema that describes a SCIM resource type' },
)

/** The schema of a schema (RFC 7643 §7). */
export const SchemaSchema = defineSchema(
  'urn:ietf:params:scim:schemas:core:2.0:Schema',
  {
    name: string({ description: "The schema's human-readable name", required: true, mutability: 'readOnly' }),
    description: string({ description: "The schema's human-readable name", mutability: 'readOnly' }),
    attributes: complex(
      {
        name: string({ description: "The attribute's name", required: true, caseExact: true, mutability: 'readOnly' }),
        type: string({
          description: "The attribute's data type",
          required: true,
          canonicalValues: ['string', 'complex', 'boolean', 'decimal', 'integer', 'dateTime', 'reference', 'binary'],
          mutability: 'readOnly',
        }),
        multiValued: boolean({
          description: "A Boolean value indicating an attribute's plurality",
          required: true,
          mutability: 'readOnly',
        }),
        description: string({
          description: 'A human-readable description of the attribute',
          caseExact: true,
          mutability: 'readOnly',
        }),
        required: boolean({
          description: 'A boolean value indicating whether or not the attribute is required',
          mutability: 'readOnly',
        }),
        canonicalValues: string({
          description: 'A collection of canonical values',
          multiValued: true,
          caseExact: true,
          mutability: 'readOnly',
        }),
        caseExact: boolean({
          description: 'A Boolean value indicating whether or not a string attribute is case sensitive',
          mutability: 'readOnly',
        }),
        mutability: string({
          description: 'Indicates whether or not an attribute is modifiable',
          canonicalValues: ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
          caseExact: true,
          mutability: 'readOnly',
        }),
        returned: string({
          description: 'Indicates when an attribute is returned in a response (e.g., to a query)',
          canonicalValues: ['always', 'never', 'default', 'request'],
          caseExact: true,
          mutability: 'readOnly',
        }),
        uniqueness: string({
          description: 'Indicates how unique a value must be',
          canonicalValues: ['none', 'server', 'global'],
          caseExact: true,
          mutability: 'readOnly',
        }),
        referenceTypes: string({
          description: "Used only with an attribute of type 'reference'",
          multiValued: true,
          caseExact: true,
          mutability: 'readOnly',
        }),
        subAttributes: complex(
          {
            name: string({
              description: "The attribute's name",
              required: true,
              caseExact: true,
              mutability: 'readOnly',
            }),
            type: string({
              description: "The attribute's data type",
              required: true,
              canonicalValues: ['string', 'boolean', 'decimal', 'integer', 'dateTime', 'reference', 'binary'],
              mutability: 'readOnly',
            }),
            multiValued: boolean({
              description: "A Boolean value indicating an attribute's plurality",
              required: true,
              mutability: 'readOnly',
            }),
            description: string({
              description: 'A human-readable description of the attribute',
              caseExact: true,
              mutability: 'readOnly',
            }),
            required: boolean({
              description: 'A boolean value indicating whether or not the attribute is required',
              mutability: 'readOnly',
            }),
            canonicalValues: string({
              description: 'A collection of canonical values',
              multiValued: true,
              caseExact: true,
              mutability: 'readOnly',
            }),
            caseExact: boolean({
              description: 'A Boolean value indicating whether or not a string attribute is case sensitive',
              mutability: 'readOnly',
            }),
            mutability: string({
              description: 'Indicates whether or not an attribute is modifiable',
              canonicalValues: ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
              caseExact: true,
              mutability: 'readOnly',
            }),
            returned: string({
              description: 'Indicates when an attribute is returned in a response (e.g., to a query)',
              canonicalValues: ['always', 'never', 'default', 'request'],
              caseExact: true,
              mutability: 'readOnly',
            }),
            uniqueness: string({
              description: 'Indicates how unique a value must be',
              canonicalValues: ['none', 'server', 'global'],
              caseExact: true,
              mutability: 'readOnly',
            }),
            referenceTypes: string({
              description: "Used only with an attribute of type 'reference'",
              multiValued: true,
              caseExact: true,
              mutability: 'readOnly',
            }),
          },
          {
            description: 'Used to define the sub-attributes of a complex attribute',
            multiValued: true,
            mutability: 'readOnly',
          },
        ),
      },
      {
        description: 'A complex attribute that includes the attributes of a schema',
        multiValued: true,
        required: true,
        mutability: 'readOnly',
      },
    ),
  },
  { name: 'Schema', description: 'Specifies the schema that describes a SCIM schema' },
)
