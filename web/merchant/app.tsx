import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { ConsoleFrame, routerDefaults } from "#shell";
import "./base.css";
import { SaveAudienceProvider } from "./consumers/save-audience.tsx";
import { nav } from "./nav.tsx";

const root = createRootRoute({
  component: () => (
    <SaveAudienceProvider>
      <ConsoleFrame console="merchant" nav={nav} />
    </SaveAudienceProvider>
  ),
});
const page = (path: string, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component });

const tree = root.addChildren([
  page(
    "/",
    lazyRouteComponent(() => import("./home/home.tsx"), "Home"),
  ),
  page(
    "/consumers",
    lazyRouteComponent(() => import("./consumers/assets.tsx"), "Assets"),
  ),
  page(
    "/flow",
    lazyRouteComponent(() => import("./consumers/flow.tsx"), "Flow"),
  ),
  page(
    "/audiences",
    lazyRouteComponent(() => import("./consumers/audiences.tsx"), "Audiences"),
  ),
  page(
    "/audiences/new",
    lazyRouteComponent(() => import("./consumers/builder.tsx"), "NewAudience"),
  ),
  page(
    "/audiences/$id",
    lazyRouteComponent(() => import("./consumers/audience.tsx"), "AudienceDetail"),
  ),
  page(
    "/audiences/$id/edit",
    lazyRouteComponent(() => import("./consumers/builder.tsx"), "EditAudience"),
  ),
  page(
    "/campaigns",
    lazyRouteComponent(() => import("./marketing/campaigns.tsx"), "Campaigns"),
  ),
  page(
    "/campaigns/new",
    lazyRouteComponent(() => import("./marketing/new-campaign.tsx"), "NewCampaign"),
  ),
  page(
    "/campaigns/$id",
    lazyRouteComponent(() => import("./marketing/campaign.tsx"), "CampaignDetail"),
  ),
  page(
    "/benefits",
    lazyRouteComponent(() => import("./marketing/benefits.tsx"), "Benefits"),
  ),
  page(
    "/orders",
    lazyRouteComponent(() => import("./trade/orders.tsx"), "Orders"),
  ),
  page(
    "/returns",
    lazyRouteComponent(() => import("./trade/returns.tsx"), "Returns"),
  ),
  page(
    "/stock",
    lazyRouteComponent(() => import("./trade/stock.tsx"), "Stock"),
  ),
  page(
    "/supply",
    lazyRouteComponent(() => import("./supply/supply.tsx"), "Supply"),
  ),
  page(
    "/service",
    lazyRouteComponent(() => import("./service/service.tsx"), "Service"),
  ),
  page(
    "/rules",
    lazyRouteComponent(() => import("./service/rules.tsx"), "Rules"),
  ),
  page(
    "/products",
    lazyRouteComponent(() => import("./products/products.tsx"), "Products"),
  ),
  page(
    "/products/upload",
    lazyRouteComponent(() => import("./products/bulk.tsx"), "BulkProducts"),
  ),
  page(
    "/lab",
    lazyRouteComponent(() => import("./lab/lab.tsx"), "Lab"),
  ),
  page(
    "/lab/new",
    lazyRouteComponent(() => import("./lab/new-survey.tsx"), "NewSurvey"),
  ),
  page(
    "/lab/$id",
    lazyRouteComponent(() => import("./lab/survey.tsx"), "SurveyDetail"),
  ),
  page(
    "/plan",
    lazyRouteComponent(() => import("./plan/plan.tsx"), "Plan"),
  ),
  page(
    "/plan/$id/draft",
    lazyRouteComponent(() => import("./plan/draft.tsx"), "PlanDraft"),
  ),
]);

export const router = createRouter({ routeTree: tree, basepath: "/merchant", ...routerDefaults });
