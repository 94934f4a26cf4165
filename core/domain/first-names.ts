/**
 * First names that are common in the languages support mail is written in, for people who are only mentioned. Names that are also words of
 * the trade or of everyday English (Mark, Will, Max, Ruby, Jordan, Dean, Grant) are left out: a word lost costs more than a first name kept.
 */
const NAMES = `
Aaron Abigail Adam Adrian Agnes Agnieszka Ahmed Aisha Aiko Akira Alan Albert Alberto Alejandro Aleksandra Alessandro Alessia Alex Alexander
Alexandra Alexandre Alexei Alfonso Alfred Alice Alicia Alina Alison Amanda Amelia Amelie Amina Amir Amit Amy Ana Anders Andre Andrea Andreas
Andrei Andres Andrew Andrzej Angela Anita Anja Anjali Anke Anna Anne Annette Annika Anthony Anton Antoine Antonio Anya Arjun Arnaud Arthur
Astrid Aurelie Axel Barbara Barbora Bart Bartosz Beata Beatrice Beatriz Ben Benjamin Benoit Bernard Bernd Bert Bettina Birgit Bjorn Björn Bogdan
Boris Brandon Brenda Brian Brigitte Bruno Camila Camille Carla Carlo Carlos Carmen Carol Carolina Caroline Catherine Cecile Cecilia Celine Cesar
Charles Charlotte Chloe Chris Christian Christina Christine Christoph Christophe Christopher Claire Clara Claudia Claudio Clemens Colin Connor
Cornelia Craig Cristina Damien Daniel Daniela Daniele Danielle Darek Dario David Davide Deborah Deepak Denise Dennis Derek Diana Diego
Dieter Dirk Dmitri Dominik Dominique Donald Dorota Dorothea Douglas Edith Eduardo Edward Ekaterina Elena Eleonora Elias Elif Elisa Elisabeth
Elizabeth Ella Elodie Else Emil Emilia Emilie Emily Emma Emmanuel Enrico Enrique Eric Erica Erik Erika Ernesto Esther Ethan Eugene Eva Evelyn
Ewa Fabian Fabien Fabio Fatima Federica Federico Felipe Felix Ferdinand Fernanda Fernando Filip Filippo Finn Fiona Florence Florian Francesca
Francesco Francisco Francois François Françoise Franz Franziska Frederic Frederik Fredrik Freya Friedrich Gabriel Gabriela Gabriele Gareth Gary
Geoffrey Georg George Georgia Gerald Gerard Gerhard Gianluca Gilles Giovanni Giulia Giuseppe Gonzalo Gordon Graham Greg Gregor Gregory Greta
Guillaume Gunnar Gustav Hanna Hannah Hannes Hans Harald Harriet Harry Hassan Heather Heidi Heike Heiko Helen Helena Helene Helga Helmut Hendrik
Henri Henrik Henry Herbert Hiroshi Holger Howard Hugo Ian Ibrahim Ines Inga Inge Ingrid Irene Irina Isabel Isabella Isabelle Ivan Iwona Jacek
Jacob Jacqueline Jacques Jakob Jakub James Jan Jana Jane Janet Janine Jari Jason Javier Jean Jeff Jeffrey Jelena Jenna Jennifer Jens Jeremy
Jerome Jessica Jill Jim Joachim Joanna Joao João Jochen Joel Johan Johanna Johannes John Johnny Jonas Jonathan Joost Jorge Jose José Josef
Josefine Joseph Joshua Juan Judith Juergen Jürgen Julia Julian Juliane Julie Julien Juliette Justin Justyna Kai Kamil Karen Karim Karin Karl
Karolina Karsten Kasia Katarina Katarzyna Kate Katharina Katherine Kathrin Kathy Katja Katrin Keith Kelly Ken Kenji Kenneth Kerstin Kevin
Khalid Kim Klara Klaus Knut Konrad Konstantin Kristian Kristin Kristina Krzysztof Lars Laura Laurent Lauren Lea Leila Lena Leon Leonardo
Leonie Liam Lidia Lina Linda Linus Lisa Liselotte Livia Lorena Lorenzo Louis Louise Luc Luca Lucas Lucia Lucie Lucy Ludwig Luis Luisa Luise
Lukas Lukasz Łukasz Lydia Maarten Maciej Madeleine Magdalena Magnus Maja Malin Manfred Manuel Manuela Marc Marcel Marcin Marco Marcos Marcus
Marek Margaret Margarita Maria María Mariana Marianne Marie Marija Marina Mario Marion Marlene Markus Marta Martha Martin Martina Martine
Mary Massimo Mateusz Mathias Mathieu Mathilde Matteo Matthew Matthias Matthieu Maurice Mauricio Maxime Maximilian Mehmet Melanie Mei Melissa
Merle Michael Michaela Michal Michał Michel Michele Michelle Miguel Mika Mike Mikael Milan Milena Mina Mira Mirko Miriam Mohamed Mohammed
Monica Monika Monique Moritz Murat Nadia Nadine Naomi Natalia Natalie Nathalie Nathan Neha Neil Niall Nicholas Nicola Nicolas Nicole Niels
Nigel Niklas Nikolai Nils Nina Noah Noemi Nora Norbert Norman Nuria Oksana Olaf Ole Oleg Olga Oliver Olivia Olivier Omar Oscar Oskar Otto Pablo
Pamela Paola Paolo Pascal Patricia Patrick Patrik Paul Paula Paulina Pauline Paulo Pavel Pawel Paweł Pedro Peggy Pekka Per Peter Petra Philip
Philipp Philippe Pierre Pieter Piotr Priya Rachel Rafael Rahul Rainer Raj Rajesh Ralf Ralph Ramon Raphael Raquel Raul Rebecca Regina Renata
Renate Rene René Riccardo Richard Rita Robert Roberta Roberto Rodrigo Roger Roland Roman Ronald Rosa Rosalind Roberto Ruben Rudolf Ruth Ryan
Sabine Sabrina Saida Salma Samantha Samir Samuel Sandeep Sandra Sanjay Sara Sarah Sascha Satoshi Scott Sean Sebastian Sergei Sergio Shirin
Sigrid Silke Silvia Simon Simona Simone Siobhan Sofia Sofie Sonia Sonja Sophia Sophie Soren Søren Stefan Stefania Stefanie Stella Stephan
Stephane Stephanie Stephen Steve Steven Stuart Sunil Susan Susana Susanne Suzanne Sven Svenja Svetlana Sylvia Sylvie Takashi Tamara Tania
Tanja Tara Tatiana Teresa Theo Theresa Thierry Thomas Tim Timo Timothy Tina Tobias Tom Tomas Tomasz Tommaso Torben Torsten Tristan Ulrich
Ulrike Ursula Ute Valentin Valentina Valerie Vanessa Vera Veronika Veronique Vicente Victor Vijay Viktor Vincent Viktoria Vladimir Volker
Walter Wanda Werner Wilhelm William Wojciech Wolfgang Xavier Yann Yasmin Yolanda Youssef Yuki Yvonne Yves Zeynep Zofia Zoe Zsofia
`;

export const FIRST_NAMES: ReadonlySet<string> = new Set(NAMES.split(/\s+/).filter(Boolean));
