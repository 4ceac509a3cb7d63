/**
 * Index rows about extensions that earlier versions kept otherwise. That a resource lacks an attribute is said for the
 * standard's own extension only: others may be added later. All URNs of `schemas` are of one element: what was left of those
 * whose data had gone is taken away.
 */
export function extensionRows(): readonly string[] {
  return [
    `DELETE FROM attribute_values WHERE missing = 1 AND attribute LIKE 'urn:%'
      AND attribute NOT LIKE 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:%'`,
    `INSERT INTO attribute_values
        (tenant_id, type, attribute, missing, value, resource_id, element, is_sort_key, is_cut)
      SELECT a.tenant_id, a.type, a.attribute, a.missing, a.value, a.resource_id, 0, a.is_sort_key, a.is_cut
      FROM attribute_values a WHERE a.attribute = 'schemas' AND a.element > 0
      ON CONFLICT DO NOTHING`,
    "DELETE FROM attribute_values WHERE attribute = 'schemas' AND element > 0",
    `DELETE FROM attribute_values WHERE attribute = 'schemas' AND is_sort_key = 0 AND EXISTS (
      SELECT 1 FROM resources r WHERE r.tenant_id = attribute_values.tenant_id AND r.id = attribute_values.resource_id
        AND replace(lower(r.document), '"' || attribute_values.value || '":', '') = lower(r.document)
    )`,
  ]
}
