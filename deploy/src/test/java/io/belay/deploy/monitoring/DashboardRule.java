package io.belay.deploy.monitoring;

import io.belay.deploy.monitoring.Dashboard.Expression;
import io.belay.deploy.monitoring.Dashboard.Panel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a dashboard of Belay keeps to. A rule finds what does not, as sentences. */
enum DashboardRule {
  UID_IS_FIXED_AND_NAMED_AFTER_THE_FILE(dashboard ->
      found(!dashboard.uid().equals("belay-" + dashboard.name()), "uid=" + dashboard.uid())),

  DASHBOARD_HAS_TITLE_DESCRIPTION_AND_TAG(dashboard ->
      found(
          !dashboard.json().at("title").textOr("").startsWith("Belay / ")
              || dashboard.json().at("description").textOr("").isBlank()
              || dashboard.json().at("tags").list().stream()
                  .noneMatch(tag -> tag.text().equals("belay")),
          "title, description or tag is not there")),

  PANEL_IDS_ARE_UNIQUE(
      dashboard -> repeated(dashboard.panels().stream().map(panel -> "id=" + panel.id()))),

  PANEL_TITLES_ARE_UNIQUE(
      dashboard -> repeated(dashboard.panels().stream().map(panel -> "title=" + panel.title()))),

  PANELS_LIE_IN_THE_GRID_WITHOUT_OVERLAP(DashboardRule::misplaced),

  ROWS_OF_THE_GRID_ARE_FULL(DashboardRule::gaps),

  PANEL_TYPE_IS_ONE_THAT_THE_TYPES_CHECK(dashboard ->
      charts(
          dashboard,
          panel -> !Set.of("stat", "timeseries", "heatmap", "table").contains(panel.type()))),

  DESCRIPTION_SAYS_WHAT_IS_GOOD_AND_WHAT_IS_BAD(dashboard ->
      charts(
          dashboard,
          panel ->
              !panel.json().at("description").textOr("").matches(".{20,} Good: .+\\. Bad: .+\\."))),

  UNIT_IS_SET(dashboard ->
      charts(dashboard, panel -> !panel.json().at("fieldConfig", "defaults", "unit").present())),

  DATA_SOURCE_IS_THE_VARIABLE(dashboard ->
      dashboard
          .json()
          .all()
          .flatMap(part -> Stream.of(part.at("datasource")))
          .filter(Tree::present)
          .filter(source -> !source.at("uid").textOr("").equals("${datasource}"))
          .map(source -> "datasource=" + source.value())),

  EVERY_QUERY_HAS_A_DATA_SOURCE(dashboard ->
      charts(
          dashboard,
          panel ->
              panel.targets().isEmpty()
                  || panel.targets().stream()
                      .anyMatch(target -> !target.at("datasource", "uid").present()))),

  QUERIES_OF_A_PANEL_ARE_TOLD_APART(dashboard ->
      dashboard.charts().stream()
          .flatMap(panel ->
              repeated(
                  panel.targets().stream()
                      .map(target -> panel.title() + ": refId=" + target.at("refId").text())))),

  LINES_ARE_NAMED_IN_A_LEGEND(dashboard ->
      charts(
          dashboard,
          panel ->
              panel.type().equals("timeseries")
                  && (!panel.json().at("options", "legend", "showLegend").textOr("").equals("true")
                      || panel.targets().stream()
                          .anyMatch(target -> target.at("legendFormat").textOr("").isBlank())))),

  OVERRIDES_NAME_WHAT_THE_PANEL_SHOWS(DashboardRule::idleOverrides),

  METRICS_ARE_DOCUMENTED(dashboard ->
      metrics(dashboard)
          .filter(metric -> metric.startsWith("belay_"))
          .filter(metric -> !meters().known(metric))),

  RECORDED_SERIES_EXIST(dashboard ->
      dashboard
          .expressions()
          .flatMap(expression -> expression.recorded().stream())
          .filter(name -> !RuleFiles.recordedNames().contains(name))),

  METRICS_OF_A_RUN_ARE_OF_THE_CHOSEN_RUNS(dashboard ->
      selectors(dashboard, metric -> meters().ofRun(metric) || metric.startsWith("run"))
          .filter(selector -> !selector.contains("run=~\"$run\""))),

  METRICS_OF_SEVERAL_ROLES_SAY_WHOSE(dashboard ->
      selectors(dashboard, metric -> meters().ofSeveralRoles(metric))
          .filter(selector -> !selector.matches(".*(run|job)=.*"))),

  RATES_ARE_OVER_THE_RATE_INTERVAL(dashboard ->
      Stream.concat(dashboard.panelExpressions(), dashboard.annotationExpressions())
          .filter(expression ->
              expression.ranges().stream().anyMatch(range -> !range.equals("[$__rate_interval]")))
          .map(Expression::toString)),

  ALERTS_IN_DESCRIPTIONS_EXIST(dashboard ->
      dashboard.charts().stream()
          .flatMap(panel -> panel.alerts().stream())
          .filter(alert -> !RuleFiles.alertNames().contains(alert))),

  LINKS_LEAD_TO_DASHBOARDS_THAT_EXIST(dashboard ->
      Stream.concat(Stream.of(dashboard.json()), dashboard.charts().stream().map(Panel::json))
          .flatMap(part -> part.at("links").list().stream())
          .map(link -> link.at("url").textOr("no url"))
          .filter(url -> uids().noneMatch(uid -> url.equals("/d/" + uid)))),

  DASHBOARDS_LINK_TO_EACH_OTHER_WITH_TIME_AND_RUN(dashboard ->
      found(
          dashboard.json().at("links").list().stream()
                  .filter(link ->
                      link.at("includeVars").textOr("").equals("true")
                          && link.at("keepTime").textOr("").equals("true"))
                  .map(link -> link.at("url").textOr(""))
                  .collect(Collectors.toSet())
                  .size()
              != uids().count() - 1,
          "there is not one link to each other dashboard")),

  VARIABLES_ARE_DATA_SOURCE_AND_RUN(dashboard ->
      found(
          !dashboard.json().at("templating", "list").list().stream()
              .map(variable -> variable.at("name").text())
              .toList()
              .equals(List.of("datasource", "run")),
          "other variables")),

  ANNOTATIONS_SHOW_LOSSES_CHECKPOINTS_AND_ROLLS(dashboard ->
      found(
          !dashboard.json().at("annotations", "list").list().stream()
              .filter(annotation -> annotation.at("enable").textOr("").equals("true"))
              .map(annotation -> annotation.at("name").text())
              .toList()
              .equals(List.of("Worker lost", "Checkpoint", "Version roll")),
          "other annotations"));

  private final Function<Dashboard, Stream<String>> check;

  DashboardRule(Function<Dashboard, Stream<String>> check) {
    this.check = check;
  }

  /** What does not keep to the rule; nothing where all does. */
  List<String> findings(Dashboard dashboard) {
    return check.apply(dashboard).map(finding -> dashboard.name() + ": " + finding).toList();
  }

  private static DocumentedMeters meters() {
    return DocumentedMeters.all();
  }

  private static Stream<String> uids() {
    return Dashboard.shipped().stream().map(Dashboard::uid);
  }

  private static Stream<String> found(boolean wrong, String finding) {
    return wrong ? Stream.of(finding) : Stream.empty();
  }

  private static Stream<String> charts(Dashboard dashboard, Predicate<Panel> wrong) {
    return dashboard.charts().stream().filter(wrong).map(Panel::title);
  }

  private static Stream<String> repeated(Stream<String> all) {
    Set<String> seen = new HashSet<>();
    return all.filter(each -> !seen.add(each)).toList().stream();
  }

  private static Stream<String> misplaced(Dashboard dashboard) {
    List<Panel> panels = dashboard.panels();
    Stream<String> outside =
        panels.stream()
            .filter(panel ->
                panel.grid("x") < 0
                    || panel.grid("y") < 0
                    || panel.grid("w") < 1
                    || panel.grid("h") < 1
                    || panel.grid("x") + panel.grid("w") > Panel.COLUMNS)
            .map(panel -> panel.title() + " lies outside");
    Stream<String> overlapping =
        IntStream.range(0, panels.size())
            .boxed()
            .flatMap(first ->
                panels.subList(first + 1, panels.size()).stream()
                    .filter(second -> panels.get(first).overlaps(second))
                    .map(second -> panels.get(first).title() + " overlaps " + second.title()));
    return Stream.concat(outside, overlapping);
  }

  /** Panels that begin at the same height fill all columns, with one height. */
  private static Stream<String> gaps(Dashboard dashboard) {
    return dashboard.panels().stream()
        .collect(Collectors.groupingBy(panel -> panel.grid("y")))
        .entrySet()
        .stream()
        .filter(row ->
            row.getValue().stream().mapToInt(panel -> panel.grid("w")).sum() != Panel.COLUMNS
                || row.getValue().stream().mapToInt(panel -> panel.grid("h")).distinct().count()
                    != 1)
        .map(row -> "y=" + row.getKey());
  }

  /** Overrides whose name no legend and no column has, so that they change nothing. */
  private static Stream<String> idleOverrides(Dashboard dashboard) {
    return dashboard.charts().stream()
        .flatMap(panel -> {
          Set<String> names =
              panel.targets().stream()
                  .map(target -> target.at("legendFormat").textOr(""))
                  .collect(Collectors.toCollection(HashSet::new));
          boolean labels = names.stream().anyMatch(name -> name.contains("{{"));
          panel
              .json()
              .at("transformations")
              .list()
              .forEach(transformation -> {
                Tree renamed = transformation.at("options", "renameByName");
                renamed.keys().forEach(key -> names.add(renamed.at(key).text()));
                names.addAll(transformation.at("options", "indexByName").keys());
              });
          return panel.json().at("fieldConfig", "overrides").list().stream()
              .map(override -> override.at("matcher"))
              .filter(matcher -> matcher.at("id").text().equals("byName") && !labels)
              .map(matcher -> matcher.at("options").text())
              .filter(name -> !names.contains(name))
              .map(name -> panel.title() + ": " + name);
        });
  }

  private static Stream<String> metrics(Dashboard dashboard) {
    return dashboard
        .expressions()
        .flatMap(expression -> DocumentedMeters.in(expression.text()).stream())
        .distinct();
  }

  /**
   * Metrics with their braces, as they stand in panels and annotations; those left out that an
   * expression keeps apart by job.
   */
  private static Stream<String> selectors(Dashboard dashboard, Predicate<String> ofInterest) {
    return Stream.concat(dashboard.panelExpressions(), dashboard.annotationExpressions())
        .filter(expression -> !expression.text().contains("by (job"))
        .flatMap(expression -> expression.selectors(ofInterest).stream());
  }
}
