import { createHash } from "node:crypto";
import os from "node:os";

/** The only user of the embedded ClickHouse that may do anything. */
export const CLICKHOUSE_USER = "app";
export const CLICKHOUSE_DATABASE = "fg";

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Bytes one query may use: a quarter of the memory we may use, between 1 and 4 GB. */
export function queryMemoryCap_bytes(): number {
  const allowed = process.constrainedMemory();
  const total = allowed > 0 ? Math.min(allowed, os.totalmem()) : os.totalmem();
  return Math.round(Math.min(4e9, Math.max(1e9, total / 4)));
}

/**
 * The users file. The engine itself works as `default`, without a password, from this machine: that user cannot be
 * closed, so its rights are taken away. Only the hash of the password touches the disk.
 */
export function usersXml(password: string, memoryCap_bytes: number): string {
  const hash = createHash("sha256").update(password).digest("hex");
  const grants = [
    `GRANT ALL ON ${CLICKHOUSE_DATABASE}.*`,
    "GRANT TABLE ENGINE ON *",
    "GRANT SELECT ON system.*",
    "GRANT CREATE TEMPORARY TABLE ON *.*",
    "GRANT SYSTEM FLUSH LOGS ON *.*",
  ];
  return `<clickhouse>
  <profiles>
    <default/>
    <app>
      <max_memory_usage>${memoryCap_bytes}</max_memory_usage>
      <max_bytes_before_external_group_by>${Math.round(memoryCap_bytes / 2)}</max_bytes_before_external_group_by>
      <max_bytes_before_external_sort>${Math.round(memoryCap_bytes / 2)}</max_bytes_before_external_sort>
      <max_execution_time>60</max_execution_time>
      <cancel_http_readonly_queries_on_client_close>1</cancel_http_readonly_queries_on_client_close>
      <log_queries>1</log_queries>
    </app>
  </profiles>
  <users>
    <default>
      <password></password>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
      <grants><query>GRANT SYSTEM LISTEN ON *.*</query><query>GRANT SELECT ON system.numbers</query></grants>
    </default>
    <${CLICKHOUSE_USER}>
      <password_sha256_hex>${hash}</password_sha256_hex>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>app</profile>
      <quota>default</quota>
      <grants>${grants.map((grant) => `<query>${grant}</query>`).join("")}</grants>
    </${CLICKHOUSE_USER}>
  </users>
  <quotas><default/></quotas>
</clickhouse>
`;
}

/** The server's configuration file. */
export function configXml(usersFile: string, backupDir: string | undefined): string {
  const backups = backupDir === undefined ? "" : `<backups><allowed_path>${escape(backupDir)}</allowed_path></backups>`;
  return `<clickhouse>
  <users_config>${escape(usersFile)}</users_config>
  <access_control_improvements>
    <select_from_system_db_requires_grant>true</select_from_system_db_requires_grant>
  </access_control_improvements>
  <query_log>
    <database>system</database>
    <table>query_log</table>
    <ttl>event_date + INTERVAL 7 DAY DELETE</ttl>
    <flush_interval_milliseconds>5000</flush_interval_milliseconds>
  </query_log>
  ${backups}
</clickhouse>
`;
}
