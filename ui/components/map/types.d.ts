export interface MapLesson {
  slug: string;
  title: string;
  question: string;
  needs: string;
  tick: boolean;
}

export interface MapData {
  sections: { name: string; lessons: MapLesson[] }[];
  /** The lesson that a clicker opens. */
  first: string;
}
