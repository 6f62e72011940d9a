export interface MapLesson {
  slug: string;
  title: string;
  question: string;
  needs: string;
  tick: boolean;
}

export interface MapData {
  sections: { name: string; lessons: MapLesson[] }[];
  /** The lessons that a presenter's Page Down and Page Up open; "" for none. */
  ahead: string;
  behind: string;
}
