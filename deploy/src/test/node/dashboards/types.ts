// What a dashboard of Belay may be made of: Grafana's own types, narrowed to the panels that are used, with literals where Grafana has
// enums, because a file of JSON has no enums.
import type {
  AnnotationQuery,
  DashboardLink,
  Dashboard as GrafanaDashboard,
  DataQuery,
  FieldConfig,
  GraphFieldConfig,
  GridPos,
  Panel as GrafanaPanel,
  RowPanel,
  TableFieldOptions,
  VariableModel,
} from '@grafana/schema';
import type * as Heatmap from '@grafana/schema/dist/esm/raw/composable/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen';
import type * as Stat from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type * as Table from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import type * as TimeSeries from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

/** A type as JSON writes it: each enum is the values of its members. */
type Json<T> = T extends string
  ? `${T}`
  : T extends number | boolean | null | undefined
    ? T
    : T extends (infer E)[]
      ? Json<E>[]
      : T extends object
        ? { [K in keyof T]: Json<T[K]> }
        : T;

/** The one way to name a data source: by the variable. */
interface DataSource {
  type: 'prometheus';
  uid: '${datasource}';
}

/** A query of Grafana's Prometheus data source, whose types are not in @grafana/schema. */
interface PrometheusQuery extends Omit<DataQuery, 'datasource'> {
  datasource: DataSource;
  expr: string;
  legendFormat: string;
  instant?: boolean;
  range?: boolean;
  format?: 'time_series' | 'table' | 'heatmap';
}

interface PanelOf<Type extends string, Options, Custom>
  extends Omit<
    Json<GrafanaPanel>,
    'id' | 'type' | 'title' | 'description' | 'datasource' | 'gridPos' | 'targets' | 'fieldConfig' | 'options'
  > {
  id: number;
  type: Type;
  title: string;
  description: string;
  datasource: DataSource;
  gridPos: GridPos;
  targets: PrometheusQuery[];
  fieldConfig: {
    defaults: Omit<Json<FieldConfig>, 'custom'> & { custom?: Json<Custom> };
    overrides: {
      matcher: { id: 'byName' | 'byRegexp'; options: string };
      properties: { id: keyof FieldConfig | `custom.${keyof Custom & string}`; value: unknown }[];
    }[];
  };
  options: Json<Options>;
}

type Panel =
  | PanelOf<'stat', Stat.Options, Record<string, never>>
  | PanelOf<'timeseries', TimeSeries.Options, GraphFieldConfig>
  | PanelOf<'heatmap', Heatmap.Options, Heatmap.FieldConfig>
  | PanelOf<'table', Table.Options, Partial<TableFieldOptions>>;

interface Annotation extends Omit<Json<AnnotationQuery>, 'datasource' | 'target'> {
  datasource: DataSource;
  target: { refId: string; expr: string; interval: string };
  titleFormat: string;
  textFormat: string;
  tagKeys: string;
}

interface Variable extends Omit<Json<VariableModel>, 'datasource'> {
  datasource?: DataSource;
  definition?: string;
}

export interface Dashboard
  extends Omit<Json<GrafanaDashboard>, 'uid' | 'title' | 'panels' | 'annotations' | 'templating' | 'links'> {
  uid: string;
  title: string;
  links: Json<DashboardLink>[];
  annotations: { list: Annotation[] };
  templating: { list: Variable[] };
  panels: (Panel | (Omit<Json<RowPanel>, 'panels'> & { panels: [] }))[];
}
