import { complex, reference, string } from './attribute.js'
import { defineSchema } from './schema.js'

/** The enterprise extension of a user (RFC 7643 §4.3). */
export const EnterpriseUserSchema = defineSchema(
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  {
    employeeNumber: string({
      description:
        'Numeric or alphanumeric identifier assigned to a person, typically based on order of hire or association with an organization',
    }),
    costCenter: string({ description: 'Identifies the name of a cost center' }),
    organization: string({ description: 'Identifies the name of an organization' }),
    division: string({ description: 'Identifies the name of a division' }),
    department: string({ description: 'Identifies the name of a department' }),
    manager: complex(
      {
        value: string({ description: "The id of the SCIM resource representing the User's manager", caseExact: true }),
        $ref: reference({
          description: "The URI of the SCIM resource representing the User's manager",
          referenceTypes: ['User'],
        }),
        displayName: string({ description: "The displayName of the User's manager", mutability: 'readOnly' }),
      },
      { description: "The User's manager" },
    ),
  },
  { name: 'EnterpriseUser', description: 'Enterprise User' },
)
