/**
 * First names that are common in the languages support mail is written in, for people who are only mentioned. Names that are also words of
 * the trade or of everyday English (Mark, Will, Max, Ruby, Jordan, Dean, Grant) are left out: a word lost costs more than a first name kept.
 */
const NAMES = `
Aaron Abdul Abdullah Abena Abigail Achim Adaeze Adam Adebayo Aditi Aditya Adrian Adriana Agata Agnes Agnieszka Ahmed Aidan Aiko Aileen
Aino Aisha Akash Akira Akua Alan Albert Alberto Alejandro Aleksander Aleksandra Aleksei Alessandra Alessandro Alessia Alex Alexander
Alexandra Alexandre Alexei Alexis Alfonso Alfred Ali Alice Alicia Alina Alison Alistair Aliyah Alma Alois Alvaro Amadou Amal Amanda Amara
Ambra Amelia Amelie Amina Amir Amira Amit Amy Ana Anand Anastasia Anaïs Anders Andre Andrea Andreas Andrei Andrej Andres Andrew Andrzej
Andréa Angela Angelika Angelo Anil Anisha Anita Anja Anjali Anke Anna Anne Anneke Annelies Anneliese Annette Annika Ansgar Anthony Antje
Antoine Anton Antonella Antonia Antonina Antonio Anya Aoife Aparna Ariane Arjun Arnaud Arne Arno Arthur Arvid Ashok Asif Asta Astrid
Aurelie Axel Ayesha Ayse Ayşe Babak Balázs Barbara Barbora Barry Bart Bartek Bartosz Bas Bashir Bea Beata Beatrice Beatriz Ben Benjamin
Benoit Bente Berit Bernard Bernd Bert Bettina Bianca Bilal Birgit Bjorn Björk Björn Blanca Blanka Blessing Bob Bodil Bogdan Bojan Boris
Brandon Branko Brenda Brian Brigitte Bruce Bruno Burak Bálint Caitlin Camila Camille Carina Carla Carlo Carlos Carmen Carol Carolina
Caroline Caspar Catalina Catherine Cathy Cecile Cecilia Celine Cesar Cezary Chantal Charles Charlotte Chiara Chidi Chinedu Chinwe Chloe
Chloé Chris Christian Christina Christine Christoph Christophe Christopher Ciara Ciarán Claire Clara Claudia Claudio Clemens Clement
Clémence Colin Connor Conor Cornelia Cosmin Costas Craig Cristina Cyril Cédric Daan Dagmar Dalia Damian Damien Damir Daniel Daniela
Daniele Danielle Darek Daria Dario David Davide Deborah Deepak Deirdre Delphine Demba Demetrios Denise Dennis Derek Devika Diana Diego
Dieter Dijana Dinesh Dirk Divya Dmitri Dmitry Dolores Domenico Dominik Dominique Donald Dorian Doris Dorota Dorothea Douglas Dragan Dusan
Eberhard Eckhard Edgar Edith Edoardo Eduard Eduardo Edward Eileen Eirik Ekaterina Elaine Elena Eleonora Elias Elif Elisa Elisabeth Elise
Elizabeth Eliška Ella Ellen Elodie Elsa Else Emeka Emil Emilia Emilie Emily Emma Emmanuel Emre Enrico Enrique Enzo Ercan Erdem Eric Erica
Erik Erika Ernesto Erwin Estelle Esther Eszter Ethan Eugene Eugenia Eugenio Eva Evelyn Ewa Ezgi Fabian Fabien Fabio Farah Farid Fatima
Fatma Fatoumata Federica Federico Felipe Felix Femke Ferdinand Ferenc Fernanda Fernando Filip Filippo Finn Fiona Flavia Flavio Florence
Florian Folake Francesca Francesco Francisco Francois Franz Franziska François Françoise Frederic Frederik Fredrik Freya Frida Frieda
Friederike Friedrich Frits Funmi Gabriel Gabriela Gabriele Galina Gareth Gary Gautam Gaël Gemma Geneviève Geoffrey Georg George Georgia
Gerald Gerard Gerda Gerhard Gerrit Gert Gheorghe Giacomo Gianluca Gilles Giovanni Gisela Giulia Giuseppe Gonzalo Gopal Goran Gordon Govind
Graham Greg Gregor Gregory Greta Grzegorz Gudrun Guillaume Gulnara Gunnar Gustav Gwen Gyula Gábor Gísli Günter Günther Haakon Habib Hakan
Halina Hamid Hamza Hanna Hannah Hanne Hannes Hans Harald Harriet Harry Haruka Haruto Hasan Hassan Heather Hedwig Hege Heidi Heike Heiko
Heinrich Heinz Helen Helena Helene Helga Helmut Hendrik Henning Henri Henrik Henry Herbert Hideo Hilde Hina Hiroshi Holger Howard Hubert
Huda Hugo Hussein Iago Ian Ibrahim Ignacio Igor Ikram Ilaria Ilona Imran Ines Inga Inge Ingrid Inés Ioana Ionut Irene Irina Irma Isaac
Isabel Isabella Isabelle Ismail István Ivan Ivana Ivo Iván Iwona Jacek Jacob Jacqueline Jacques Jadwiga Jagoda Jaime Jakob Jakub James Jan
Jana Jane Janet Janine Jari Jaroslav Jasmin Jason Javier Jean Jeanette Jeff Jeffrey Jelena Jelle Jenna Jennifer Jens Jeremy Jeroen Jerome
Jesper Jessica Jill Jim Jiří Joachim Joan Joanna Joao Joaquín Jochen Joel Johan Johanna Johannes John Johnny Jolanda Jonas Jonathan Joost
Jordi Jorge Jose Josef Josefine Joseph Josephine Joshua José Jovana João Juan Judith Juergen Juha Juho Jukka Julia Julian Juliane Julie
Julien Julieta Juliette Jussi Justin Justyna Jutta Jörg Jürgen Kai Kaito Kamala Kamil Kamila Kanako Karen Karim Karima Karin Karl Karolina
Karsten Kasia Kasper Katalin Katarina Katarzyna Kate Kateřina Katharina Katherine Kathleen Kathrin Kathy Katja Katrin Kavita Kazimierz
Kehinde Keiko Keith Kelly Kemal Ken Kenji Kenneth Kenta Kerry Kerstin Kevin Khalid Kim Kirsten Kirsti Kjell Klaas Klara Klaus Knut Kofi
Konrad Konstantin Kristian Kristiina Kristin Kristina Kristof Krzysztof Kumiko Kurt Kwabena Kwame Kwasi Lakshmi Lamine Larissa Lars Lasse
Laura Lauren Laurence Laurent Laurie Lea Leandro Leila Lena Lennart Leon Leonardo Leonie Leopold Leticia Levente Liam Liana Lidia Lieke
Liesbeth Lilian Lina Linda Linus Lisa Lise Liselotte Livia Ljiljana Lorena Lorenz Lorenzo Lotte Louis Louise Luc Luca Lucas Lucia Luciana
Luciano Lucie Lucy Ludmila Ludwig Luis Luisa Luise Lukas Lukasz Lukáš Luuk Luís Lydia Lyudmila László Lúcia Maarten Maciej Maddalena
Madeleine Mads Magali Magdalena Magnus Mahmoud Maite Maja Malcolm Malin Mamadou Manfred Manoj Manon Manuel Manuela Marc Marcel Marcela
Marcelo Marcia Marcin Marco Marcos Marcus Marek Maren Margaret Margarita Margot Maria Mariana Marianne Marie Marieke Marija Marika Marina
Mario Marion Mariusz Marjan Marko Markus Marlene Marlies Marloes Marta Martha Martijn Martin Martina Martine Mary María Masako Massimo
Matej Mateusz Mathias Mathieu Mathilde Mathis Matilda Mats Matteo Matthew Matthias Matthieu Maurice Mauricio Maurizio Maxime Maximilian
Meera Mehdi Mehmet Mei Meike Melanie Melissa Merete Merle Mette Micha Michael Michaela Michal Michał Michel Michela Michele Michelle
Michiel Mieke Miguel Mihai Mika Mikael Mike Mikkel Milan Milena Milica Milos Miloš Mina Minh Minna Mira Mirela Miriam Mirjam Mirko
Mirosław Mohamed Mohammed Mohan Mona Monica Monika Monique Moritz Morten Moussa Murat Mustafa Myriam Márton Máté Mónica Nadeem Nadia
Nadine Naoki Naoko Naomi Natalia Natalie Natasha Nathalie Nathan Navin Nayla Neeraj Neha Neil Nele Ngozi Niall Nicholas Nicola Nicolas
Nicole Nicoletta Nicolás Niels Nigel Nikhil Niki Niklas Nikola Nikolai Nikolaj Nikolaos Nils Nimisha Nina Nisha Njeri Noah Noelia Noemi
Nora Norbert Norman Nuno Nuria Obinna Océane Odile Oisín Oksana Olaf Ole Oleg Oleksandr Oleksii Olena Olga Oliver Olivia Olivier Olu
Oluwaseun Omar Ondřej Onur Orla Orsolya Osama Oscar Oskar Osman Otto Pablo Padma Paloma Pamela Paola Paolo Pascal Patricia Patrick Patrik
Paul Paula Paulina Pauline Paulo Pavel Pawel Paweł Pedro Peggy Pekka Pepijn Per Pernille Pero Peter Petr Petra Petros Philip Philipp
Philippa Philippe Pia Pierluigi Pierre Pieter Pilar Piotr Pooja Pradeep Prakash Pranav Preeti Priya Rachel Radek Radka Radu Rafael Rafał
Raghu Ragnar Ragnhild Rahul Raimund Rainer Raj Rajesh Ralf Ralph Ramesh Ramon Rania Raphael Raquel Rashid Rasmus Raul Ravi Razvan Rebecca
Regina Reinhard Rekha Remco Renata Renate Rene René Reza Ricardo Riccardo Richard Rikke Rita Robert Roberta Roberto Rodrigo Roger Rohan
Rohit Roland Roman Ronald Rosa Rosalind Rosario Rosemarie Roswitha Ruben Rudolf Rui Ruslan Ruth Ruud Ryan Rüdiger Saad Sabine Sabrina
Sachiko Saida Sakura Salma Salvatore Samantha Samir Samuel Sandeep Sander Sandra Sanjay Sanna Sanne Santiago Sara Sarah Sascha Saskia
Satoshi Saurabh Scott Sean Sebastian Selma Sergei Sergey Sergio Seyi Seán Shabnam Shanti Sharon Sheila Shirin Shreya Siegfried Sietske
Sigrid Silke Silvan Silvia Silvio Simeon Simon Simona Simone Sina Sinead Sini Sinéad Siobhan Slavica Slawomir Snezana Sofia Sofie Soledad
Solène Sonia Sonja Sophia Sophie Soren Sorin Srinivas Staffan Stanislav Stanisław Stavros Stefan Stefania Stefanie Steffen Stella Stephan
Stephane Stephanie Stephen Steve Steven Stine Stuart Sudhir Sumit Sunil Suresh Susan Susana Susanne Sushma Suzana Suzanne Sven Svenja
Svetlana Sylvia Sylvie Sylwia Szabolcs Szymon Sébastien Sönke Søren Tadeo Tadeusz Taiwo Takashi Takeshi Tamara Tamás Tania Tanja Tara
Tarek Tariq Tatiana Tatjana Temitope Tendai Teodor Teresa Tessa Thabo Thandiwe Thea Theo Theodora Theresa Thiago Thierry Thijs Thomas
Thorsten Tiago Tibor Tim Timo Timothy Tina Tobias Tom Tomas Tomasz Tomislav Tommaso Tomoko Tomáš Tony Torben Tore Torleif Torsten Trine
Tristan Trond Trude Tunde Tuomas Tuğba Tymon Udo Ulf Ulla Ulrich Ulrika Ulrike Umar Umut Ursula Usha Ute Uwe Valentin Valentina Valentino
Valerie Valérie Vanessa Vasile Vasilis Veerle Venkat Vera Veronika Veronique Vesna Vicente Victor Vijay Vikram Viktor Viktoria Vincent
Virginie Vishal Vittorio Vivek Vlad Vladimir Vladislav Vojtěch Volker Víctor Walter Waltraud Wanda Wanjiru Wenche Werner Wiebke Wiktor
Wilhelm Willem William Wim Wioletta Wojciech Wolfgang Xavi Xavier Ximena Yana Yann Yara Yasmin Yasmine Yassine Yiannis Yohan Yoko Yolanda
Yoshi Younes Youssef Yuki Yuri Yusuf Yves Yvonne Zahra Zainab Zbigniew Zdeněk Zeina Zeynep Zlatko Zoe Zofia Zoltán Zora Zsofia Zsolt
Zsuzsa Zuzana Álvaro Étienne Ófeigur Øystein Øyvind Łukasz Željko
`;

export const FIRST_NAMES: ReadonlySet<string> = new Set(NAMES.split(/\s+/).filter(Boolean));
