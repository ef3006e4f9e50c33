import css from "./picture.module.css";

/** A quiet drawing of the field: stalls, a shelf, a screen and a delivery, in the console's colour. */
export function Picture() {
  return (
    <svg className={css["picture"]} viewBox="0 0 640 640" aria-hidden="true" preserveAspectRatio="xMidYMid slice">
      <circle cx="470" cy="170" r="96" className={css["sun"]} />
      <path d="M0 430c110-60 220-70 320-40s210 30 320-30v280H0z" className={css["hill"]} />
      <path d="M0 500c120-50 240-40 340-10s200 10 300-30v180H0z" className={css["near"]} />
      <g className={css["stall"]}>
        <path d="M110 300h180v120H110z" className={css["wall"]} />
        <path d="M110 252h180l20 52a22 22 0 0 1-44 0 22 22 0 0 1-44 0 22 22 0 0 1-44 0 22 22 0 0 1-44 0 22 22 0 0 1-44 0z" />
        <path d="M132 340h58v80h-58z" className={css["gap"]} />
        <path d="M206 340h66v40h-66z" className={css["gap"]} />
      </g>
      <g className={css["tower"]}>
        <rect x="372" y="196" width="104" height="216" rx="10" />
        <g className={css["windows"]}>
          <path d="M392 222h26v26h-26zM430 222h26v26h-26zM392 262h26v26h-26zM430 262h26v26h-26zM392 302h26v26h-26zM430 302h26v26h-26z" />
        </g>
        <path d="M392 350h64v62h-64z" className={css["gap"]} />
      </g>
      <g className={css["phone"]}>
        <rect x="516" y="300" width="64" height="112" rx="12" />
        <rect x="524" y="312" width="48" height="76" rx="4" className={css["gap"]} />
        <circle cx="548" cy="400" r="4" className={css["gap"]} />
      </g>
    </svg>
  );
}
