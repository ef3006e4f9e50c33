import { startOpen } from "../start.tsx";
import { Landing } from "./landing.tsx";

startOpen("landing", <Landing />);
